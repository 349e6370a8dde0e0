namespace PgCdc.Sdk.FailoverHost.Rounds;

/// <summary>What one round does; the moments are milliseconds of traffic.</summary>
internal sealed record RoundPlan
{
    public required RoundKind Kind { get; init; }

    public required ConsumerKill Kill { get; init; }

    /// <summary>Whether SIGKILL ends the primary, and not its own immediate shutdown.</summary>
    public required bool IsHard { get; init; }

    /// <summary>Whether consumers that start in this round name both servers and look for the primary.</summary>
    public required bool IsByServers { get; init; }

    /// <summary>Whether the next standby keeps a copy of the slot (PostgreSQL 17 and later).</summary>
    public required bool SyncsSlots { get; init; }

    /// <summary>How long everybody works before something happens.</summary>
    public required int WorkFor { get; init; }

    /// <summary>How long a standby that was cut off lags.</summary>
    public required int LagFor { get; init; }

    /// <summary>How long the writers have the new primary for themselves.</summary>
    public required int WritersFirst { get; init; }

    /// <summary>When the consumer is killed, after it was pointed at the new primary.</summary>
    public required int KillAfter { get; init; }

    /// <summary>What the consumer does on a primary that goes again at once.</summary>
    public required Stopover Stopover { get; init; }

    /// <summary>How much of what is missing is handled when the catch-up is held.</summary>
    public required double HoldAt { get; init; }

    public override string ToString() => string.Join(
        ", ",
        new[]
        {
            $"{Kind}",
            IsHard && Kind != RoundKind.Switchover ? "by SIGKILL" : null,
            Kill == ConsumerKill.Never ? null : $"consumer killed {Kill}",
            IsByServers ? "by two addresses" : null,
            Kind is RoundKind.SecondFailover or RoundKind.SecondFailoverLag ? $"in between {Stopover}" : null,
            SyncsSlots ? "next standby synchronises the slot" : null,
        }.Where(static word => word is not null));
}
