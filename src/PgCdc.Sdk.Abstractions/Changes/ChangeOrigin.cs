namespace PgCdc.Sdk;

/// <summary>The door through which a change reached its handler.</summary>
public enum ChangeOrigin
{
    /// <summary>The write-ahead log, through the replication slot.</summary>
    Stream = 0,

    /// <summary>The log table, after a slot was lost.</summary>
    Log = 1,

    /// <summary>A snapshot of the table.</summary>
    Snapshot = 2,
}
