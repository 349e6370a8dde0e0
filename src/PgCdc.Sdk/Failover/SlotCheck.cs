using PgCdc.Sdk.Checkpoints;
using PgCdc.Sdk.Wal;

namespace PgCdc.Sdk.Failover;

/// <summary>Whether the slot, the checkpoint and the server belong together. Pure; it decides before anything is streamed.</summary>
internal static class SlotCheck
{
    /// <param name="slotName">The slot's configured name.</param>
    /// <param name="checkpoint">What is stored.</param>
    /// <param name="system">Which server answered.</param>
    /// <param name="history">The server's history.</param>
    /// <param name="slot">The slot as it is.</param>
    /// <param name="undecodable">Why the server cannot decode what the slot holds; else <see langword="null"/>.</param>
    /// <exception cref="SlotException">They do not, and no strategy could mend it.</exception>
    /// <exception cref="SlotBusyException">Another process streams.</exception>
    public static SlotFinding Decide(
        string slotName, Checkpoint? checkpoint, SystemIdentity system, TimelineHistory history, SlotState? slot, string? undecodable = null)
    {
        if (checkpoint is null)
        {
            return slot is null
                ? new SlotFinding(SlotVerdict.Create)
                : throw Problem(
                    SlotProblem.WithoutCheckpoint, slotName,
                    $"exists, but this consumer has no checkpoint: it belongs to someone else or to a consumer that is gone. Choose another slot name, or drop it: SELECT pg_drop_replication_slot('{slotName.Replace("'", "''", StringComparison.Ordinal)}');");
        }

        if (checkpoint.Slot != slotName)
        {
            throw Problem(
                SlotProblem.Renamed, slotName,
                $"is configured, but the checkpoint belongs to the slot \"{checkpoint.Slot}\": set the slot's name back, or give the consumer another name.");
        }

        if (checkpoint.State == CheckpointState.Creating)
        {
            ThrowIfBusy(slot);
            return new SlotFinding(SlotVerdict.CreateAnew);
        }

        if (checkpoint.SystemId != system.SystemId)
        {
            return Gap(
                SlotProblem.OtherSystem, null,
                $"is asked of the cluster {system.SystemId}, but the checkpoint was made on {checkpoint.SystemId}; positions of two clusters do not compare. Connect to the right server, or delete the consumer's checkpoint to begin anew.");
        }

        var fork = checkpoint.History.ForkFrom(history, out var isPast);
        if (isPast || (fork is not null && system.Timeline < checkpoint.Timeline))
        {
            throw Problem(
                SlotProblem.StaleServer, slotName,
                $"is asked of a server on timeline {system.Timeline}, but the checkpoint was made on timeline {checkpoint.Timeline}: this is an old primary that was replaced. Shut it down or rebuild it as a standby, and connect to the present primary.");
        }

        return Compare(checkpoint, slot, system, HoldsMoreThan(checkpoint, fork) ? fork : null);

        SlotFinding Gap(SlotProblem problem, Lsn? at, string sentence) => new(SlotVerdict.Gap, at, Problem(problem, slotName, sentence));

        SlotFinding Compare(Checkpoint stored, SlotState? found, SystemIdentity server, Lsn? parted)
        {
            var position = parted < stored.Lsn ? parted.Value : stored.Lsn;
            var diverged = parted is null
                ? ""
                : $" Its history left the checkpoint's (timeline {stored.Timeline}) at {parted}, before the checkpoint's {stored.Lsn}: transactions were handled that this server never had.";
            if (parted is not null && !stored.Bases.Any(known => known.Lsn <= parted))
            {
                return Gap(
                    SlotProblem.DivergedTooFar, parted,
                    $"is on a server whose history left the checkpoint's (timeline {stored.Timeline}) at {parted}, before everything that the checkpoint {stored.Lsn} still remembers ({(stored.Bases.Count == 0 ? "nothing" : $"from {stored.Bases[0].Lsn} on")}): which of its transactions were handled cannot be told. Raise RetainedBases for the next time; delete the consumer's checkpoint and refill what it feeds, or choose SlotLossStrategy.SkipAhead.");
            }

            if (stored.State == CheckpointState.CatchingUp)
            {
                ThrowIfBusy(found);
                return Gap(SlotProblem.CatchUpInterrupted, parted, $"was being replaced when the last attempt ended; the gap behind {position} is not closed yet.{diverged}");
            }

            if (found is null)
            {
                return Gap(
                    SlotProblem.Missing, parted,
                    $"is not on the server (timeline {server.Timeline}), but the checkpoint is at {stored.Lsn}: changes since then would be missed by a new slot.{diverged}");
            }

            ThrowIfForeign(found, server);
            if (found.IsLost)
            {
                return Gap(
                    SlotProblem.Invalidated, parted,
                    $"was invalidated by the server ({found.InvalidationReason ?? found.WalStatus ?? "no WAL reserved"}); the write-ahead log behind {stored.Lsn} is gone. See max_slot_wal_keep_size and idle_replication_slot_timeout.{diverged}");
            }

            ThrowIfBusy(found);
            if (!(found.ConfirmedFlush <= position))
            {
                return Gap(
                    SlotProblem.Ahead, parted,
                    $"has been confirmed up to {found.ConfirmedFlush}, past the checkpoint's {position}: what lies between is gone from it. Someone else consumed or advanced it, the checkpoint was restored from a backup, or it failed over behind the slot.{diverged}");
            }

            if (undecodable is not null)
            {
                return Gap(SlotProblem.Undecodable, parted, $"is of no use any more, though it is there. {undecodable}{diverged}");
            }

            if (parted is null)
            {
                return new SlotFinding(SlotVerdict.Resume);
            }

            var problem = Problem(SlotProblem.Diverged, slotName, $"is on a server that lacks what was handled.{diverged}");
            // What came from a log has no commit position: only the log tells whether it survived.
            return stored.Handled.SelectMany(static unit => unit.Transactions).Any(transaction => transaction.Mark is not null && transaction.CommitEndLsn > parted)
                ? new SlotFinding(SlotVerdict.Gap, parted, problem)
                : new SlotFinding(SlotVerdict.Resume, parted, problem);
        }
    }

    private static bool HoldsMoreThan(Checkpoint checkpoint, Lsn? fork) =>
        fork is not null
        && (checkpoint.Lsn > fork || checkpoint.Handled.SelectMany(static unit => unit.Transactions).Any(transaction => transaction.CommitEndLsn > fork));

    /// <summary>A slot that is not ours, though it has the name: it is not dropped, whatever the strategy.</summary>
    /// <exception cref="SlotException">It uses another plug-in or belongs to another database.</exception>
    public static void ThrowIfForeign(SlotState slot, SystemIdentity system)
    {
        if (slot.Plugin != "pgoutput")
        {
            throw Problem(
                SlotProblem.OtherPlugin, slot.Name, $"uses {(slot.Plugin is null ? "no plug-in (it is physical)" : $"the plug-in {slot.Plugin}")}; pgoutput is needed. Choose another slot name.");
        }

        if (slot.Database != system.Database)
        {
            throw Problem(
                SlotProblem.OtherDatabase, slot.Name, $"belongs to the database \"{slot.Database}\", but the connection leads to \"{system.Database}\". Choose another slot name.");
        }
    }

    private static void ThrowIfBusy(SlotState? slot)
    {
        if (slot?.ActivePid is { } pid)
        {
            throw new SlotBusyException(slot.Name, pid);
        }
    }

    private static SlotException Problem(SlotProblem problem, string slot, string sentence) =>
        new(problem, slot, $"Slot \"{slot}\" {sentence}");
}
