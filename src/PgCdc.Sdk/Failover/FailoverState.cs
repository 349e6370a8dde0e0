namespace PgCdc.Sdk.Failover;

/// <summary>What a primary shows of its failover slots (PostgreSQL 17 and later).</summary>
/// <param name="IsFailoverSlot">Whether the consumer's slot is one.</param>
/// <param name="Awaited">The standbys' slots that decoding waits for: <c>synchronized_standby_slots</c>.</param>
/// <param name="StandbySlots">The physical slots there are.</param>
/// <param name="Standbys">How many physical standbys are connected.</param>
/// <param name="FlushLsn">How far the server has written.</param>
internal sealed record FailoverState(
    bool IsFailoverSlot, IReadOnlyList<string> Awaited, IReadOnlyList<StandbySlot> StandbySlots, int Standbys, Lsn FlushLsn);
