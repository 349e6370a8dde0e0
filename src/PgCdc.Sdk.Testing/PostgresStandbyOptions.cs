namespace PgCdc.Sdk.Testing;

/// <summary>What a standby looks like, where it differs from its primary.</summary>
public sealed record PostgresStandbyOptions
{
    /// <summary>
    /// The physical replication slot that is made on the primary and kept for this standby (<c>primary_slot_name</c>);
    /// unset, the standby streams without one. Synchronised failover slots (PostgreSQL 17 and later) need it.
    /// </summary>
    public string? SlotName { get; init; }

    /// <summary>The <c>application_name</c> the standby streams under, for <c>synchronous_standby_names</c> and <c>pg_stat_replication</c>.</summary>
    public string ApplicationName { get; init; } = "standby";

    /// <summary>Settings added to the primary's, or replacing them, by name, unquoted.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();
}
