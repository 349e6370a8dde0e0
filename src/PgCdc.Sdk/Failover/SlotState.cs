namespace PgCdc.Sdk.Failover;

/// <summary>A slot as <see href="https://www.postgresql.org/docs/current/view-pg-replication-slots.html">pg_replication_slots</see> shows it.</summary>
internal sealed record SlotState
{
    public required string Name { get; init; }

    public required string? Plugin { get; init; }

    public required string? Database { get; init; }

    public required int? ActivePid { get; init; }

    public required Lsn? ConfirmedFlush { get; init; }

    public required Lsn? Restart { get; init; }

    /// <summary>reserved, extended, unreserved or lost.</summary>
    public required string? WalStatus { get; init; }

    /// <summary>From 17 on: why it was invalidated.</summary>
    public required string? InvalidationReason { get; init; }

    public bool IsLost => WalStatus == "lost" || InvalidationReason is not null || Restart is null;
}
