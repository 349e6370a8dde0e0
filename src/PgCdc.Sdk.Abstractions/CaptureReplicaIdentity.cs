namespace PgCdc.Sdk;

/// <summary>
/// What the server writes about the old row of an update or a delete
/// (<see href="https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-REPLICA-IDENTITY">REPLICA IDENTITY</see>).
/// </summary>
public enum CaptureReplicaIdentity
{
    /// <summary>The primary key only: the cheapest, and enough to know which row changed.</summary>
    Default = 0,

    /// <summary>
    /// The whole old row. Updates tell what changed and never miss an out-of-line value, for a larger write-ahead log.
    /// </summary>
    Full = 1,

    /// <summary>
    /// An alternate key instead of the primary one, by its unique index: the one over <see cref="CaptureChangesAttribute.ReplicaIdentityKey"/>,
    /// which says so alone.
    /// </summary>
    Index = 2,
}
