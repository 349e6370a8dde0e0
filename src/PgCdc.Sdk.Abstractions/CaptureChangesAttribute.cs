namespace PgCdc.Sdk;

/// <summary>
/// Captures the changes of an entity's table. The generator writes the entity's change types, handler interfaces and decoder;
/// the migrations publish the table and install its log table and triggers.
/// </summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class CaptureChangesAttribute : Attribute
{
    /// <summary>The operations that are captured. Default: all.</summary>
    public ChangeOperations Operations { get; set; } = ChangeOperations.All;

    /// <summary>
    /// What an update and a delete tell of the old row. Default: its key, which is the primary one where <see cref="ReplicaIdentityKey"/> names
    /// no other.
    /// </summary>
    public CaptureReplicaIdentity ReplicaIdentity { get; set; } = CaptureReplicaIdentity.Default;

    /// <summary>
    /// Names of the properties of an alternate key that is to stand for the row in place of the primary key: changes are told by it, and a
    /// delete brings it along. None of them can be null, and the model must have an alternate key or a unique index (not a partial one) over
    /// exactly these. Default: none, which leaves the primary key.
    /// </summary>
    public string[] ReplicaIdentityKey { get; set; } = [];

    /// <summary>
    /// Whether triggers also keep each change in a log table, from which a lost replication slot's gap is closed.
    /// Default: <see langword="true"/>. Without it a lost slot cannot be recovered for this table.
    /// </summary>
    public bool Log { get; set; } = true;

    /// <summary>
    /// Whether the log's triggers also fire for sessions with <c>session_replication_role = replica</c>
    /// (restores, logical subscribers). Default: <see langword="true"/>, because the stream shows those changes too.
    /// </summary>
    public bool LogReplicatedChanges { get; set; } = true;

    /// <summary>
    /// Names of properties whose columns never leave the database: they are neither published nor logged, and a decoded entity
    /// has them at their default with the "not sent" flag set. A key cannot be excluded.
    /// </summary>
    public string[] Exclude { get; set; } = [];
}
