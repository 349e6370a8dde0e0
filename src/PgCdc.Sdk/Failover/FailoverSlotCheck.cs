namespace PgCdc.Sdk.Failover;

/// <summary>
/// What is missing for the slot to be there after a promotion
/// (<see href="https://www.postgresql.org/docs/current/logicaldecoding-explanation.html#LOGICALDECODING-REPLICATION-SLOTS-SYNCHRONIZATION">slot synchronization</see>),
/// as far as the primary shows it, and who holds decoding back. Pure.
/// </summary>
internal static class FailoverSlotCheck
{
    /// <summary>So far behind, a standby that decoding waits for is held to be the cause of a silent stream.</summary>
    private const long FarBehind = 64L << 20;

    /// <summary>The sentences, and for each whether decoding waits for it now.</summary>
    public static IReadOnlyList<(string Sentence, bool HoldsBack)> Find(string slot, FailoverState state)
    {
        var found = new List<(string, bool)>();
        if (!state.IsFailoverSlot)
        {
            found.Add(($"Slot \"{slot}\" is no failover slot, so no standby keeps a copy: stop the consumer and run ALTER_REPLICATION_SLOT {slot} (FAILOVER) on a replication connection. Until then a promotion loses the slot, and its gap is closed from the log.", false));
        }

        foreach (var name in state.Awaited)
        {
            var standby = state.StandbySlots.FirstOrDefault(known => known.Name == name);
            if (standby is null)
            {
                found.Add(($"synchronized_standby_slots names \"{name}\", and there is no such slot: nothing is decoded until it is there (SELECT pg_create_physical_replication_slot('{name}', true);) or no longer named.", true));
            }
            else if (!standby.IsActive)
            {
                found.Add(($"synchronized_standby_slots names \"{name}\", and no standby streams from it: nothing is decoded past {standby.Restart?.ToString() ?? "0/0"} until one does or it is no longer named.", true));
            }
            else if (standby.Restart is not { } restart || state.FlushLsn - restart > FarBehind)
            {
                found.Add(($"The standby of \"{name}\" has {standby.Restart?.ToString() ?? "nothing"} of {state.FlushLsn}, and decoding waits for it, as synchronized_standby_slots says.", true));
            }
        }

        if (state.Standbys > 0 && state.Awaited.Count == 0)
        {
            found.Add(("synchronized_standby_slots is empty: the consumer may handle what no standby has yet, and after a failover would find it gone (reported as phantoms). Name the slots of the standbys that may be promoted.", false));
        }

        foreach (var standby in state.StandbySlots.Where(static known => known is { IsActive: true, HasFeedback: false }))
        {
            found.Add(($"The standby of \"{standby.Name}\" sends no feedback, so it cannot keep a copy of the slot: set hot_standby_feedback = on, sync_replication_slots = on, primary_slot_name and a dbname in primary_conninfo there.", false));
        }

        return found;
    }
}
