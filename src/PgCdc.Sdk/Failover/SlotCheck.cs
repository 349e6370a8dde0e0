using PgCdc.Sdk.Checkpoints;
using PgCdc.Sdk.Wal;

namespace PgCdc.Sdk.Failover;

/// <summary>Whether the slot, the checkpoint and the server belong together. Pure; it decides before anything is streamed.</summary>
internal static class SlotCheck
{
    /// <param name="slotName">The slot's configured name.</param>
    /// <param name="checkpoint">What is stored.</param>
    /// <param name="system">Which server answered.</param>
    /// <param name="slot">The slot as it is.</param>
    /// <param name="switchPoint">Where the server's history left the checkpoint's timeline; <see langword="null"/> if it did not.</param>
    /// <exception cref="SlotException">They do not.</exception>
    /// <exception cref="SlotBusyException">Another process streams.</exception>
    public static SlotVerdict Decide(string slotName, Checkpoint? checkpoint, SystemIdentity system, SlotState? slot, Lsn? switchPoint)
    {
        if (checkpoint is null)
        {
            return slot is null
                ? SlotVerdict.Create
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
            return SlotVerdict.CreateAnew;
        }

        if (checkpoint.SystemId != system.SystemId)
        {
            throw Problem(
                SlotProblem.OtherSystem, slotName,
                $"is asked of the cluster {system.SystemId}, but the checkpoint was made on {checkpoint.SystemId}; positions of two clusters do not compare. Connect to the right server, or delete the consumer's checkpoint to begin anew.");
        }

        if (switchPoint < checkpoint.Lsn)
        {
            throw Problem(
                SlotProblem.Diverged, slotName,
                $"is on a server whose history left the checkpoint's timeline {checkpoint.Timeline} at {switchPoint}, before the checkpoint's {checkpoint.Lsn}: transactions were handled that this server never had.");
        }

        if (slot is null)
        {
            throw Problem(
                SlotProblem.Missing, slotName,
                $"is not on the server (timeline {system.Timeline}), but the checkpoint is at {checkpoint.Lsn}: changes since then would be missed by a new slot.");
        }

        if (slot.Plugin != "pgoutput")
        {
            throw Problem(
                SlotProblem.OtherPlugin, slotName, $"uses {(slot.Plugin is null ? "no plug-in (it is physical)" : $"the plug-in {slot.Plugin}")}; pgoutput is needed. Choose another slot name.");
        }

        if (slot.Database != system.Database)
        {
            throw Problem(
                SlotProblem.OtherDatabase, slotName, $"belongs to the database \"{slot.Database}\", but the connection leads to \"{system.Database}\". Choose another slot name.");
        }

        if (slot.IsLost)
        {
            throw Problem(
                SlotProblem.Invalidated, slotName,
                $"was invalidated by the server ({slot.InvalidationReason ?? slot.WalStatus ?? "no WAL reserved"}); the write-ahead log behind {checkpoint.Lsn} is gone. See max_slot_wal_keep_size and idle_replication_slot_timeout.");
        }

        ThrowIfBusy(slot);
        return slot.ConfirmedFlush <= checkpoint.Lsn
            ? SlotVerdict.Resume
            : throw Problem(
                SlotProblem.Ahead, slotName,
                $"has been confirmed up to {slot.ConfirmedFlush}, past the checkpoint's {checkpoint.Lsn}: what lies between is gone from it. Someone else consumed or advanced it, or the checkpoint was restored from a backup.");
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
