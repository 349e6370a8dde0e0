namespace PgCdc.Sdk.Migrations.Metadata;

/// <summary>The fluent form of <see cref="CaptureChangesAttribute"/>; where an entity has both, this one starts from the attribute.</summary>
public class CaptureBuilder
{
    internal CaptureBuilder(CaptureOptions options) => Options = options;

    internal CaptureOptions Options { get; private protected set; }

    /// <summary>Captures these operations only.</summary>
    /// <param name="operations">The operations.</param>
    public CaptureBuilder Operations(ChangeOperations operations)
    {
        Options = Options with { Operations = operations };

        return this;
    }

    /// <summary>Sets what an update and a delete tell of the old row.</summary>
    /// <param name="identity">The table's replica identity.</param>
    public CaptureBuilder ReplicaIdentity(CaptureReplicaIdentity identity)
    {
        Options = Options with { ReplicaIdentity = identity, ReplicaIdentityKey = identity == CaptureReplicaIdentity.Index ? Options.ReplicaIdentityKey : [] };

        return this;
    }

    /// <summary>
    /// Tells changes by an alternate key: the server's replica identity is then the unique index over exactly these properties.
    /// </summary>
    /// <param name="properties">The properties' names.</param>
    public CaptureBuilder ReplicaIdentityKey(params string[] properties)
    {
        Options = Options with { ReplicaIdentity = CaptureReplicaIdentity.Index, ReplicaIdentityKey = CaptureOptions.Sorted(properties) };

        return this;
    }

    /// <summary>Keeps no log table: cheaper writes, and a lost replication slot cannot be recovered for this table.</summary>
    public CaptureBuilder WithoutLog()
    {
        Options = Options with { Log = false };

        return this;
    }

    /// <summary>Leaves out of the log what sessions with <c>session_replication_role = replica</c> write.</summary>
    public CaptureBuilder WithoutReplicatedChanges()
    {
        Options = Options with { LogReplicatedChanges = false };

        return this;
    }

    /// <summary>Keeps the columns of these properties inside the database: neither published nor logged.</summary>
    /// <param name="properties">The properties' names.</param>
    public CaptureBuilder Exclude(params string[] properties)
    {
        Options = Options with { Exclude = CaptureOptions.Sorted([.. Options.Exclude, .. properties]) };

        return this;
    }
}
