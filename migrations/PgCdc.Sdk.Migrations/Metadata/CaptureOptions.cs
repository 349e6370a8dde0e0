namespace PgCdc.Sdk.Migrations.Metadata;

/// <summary>
/// What a user chose for an entity, by attribute or fluently: the value of an entity type's
/// <see cref="PgCdcAnnotationNames.Capture"/> annotation.
/// </summary>
internal sealed record CaptureOptions
{
    internal static readonly CaptureOptions Default = new();

    internal ChangeOperations Operations { get; init; } = ChangeOperations.All;

    internal CaptureReplicaIdentity ReplicaIdentity { get; init; }

    /// <summary>Names of the properties of the key that is the replica identity, sorted.</summary>
    internal IReadOnlyList<string> ReplicaIdentityKey { get; init; } = [];

    internal bool Log { get; init; } = true;

    internal bool LogReplicatedChanges { get; init; } = true;

    /// <summary>Names of properties, sorted, so that the order in which they were named changes nothing.</summary>
    internal IReadOnlyList<string> Exclude { get; init; } = [];

    internal static CaptureOptions From(CaptureChangesAttribute attribute)
        => new()
        {
            Operations = attribute.Operations,
            // The key alone says it.
            ReplicaIdentity = attribute is { ReplicaIdentity: CaptureReplicaIdentity.Default, ReplicaIdentityKey.Length: > 0 }
                ? CaptureReplicaIdentity.Index
                : attribute.ReplicaIdentity,
            ReplicaIdentityKey = Sorted(attribute.ReplicaIdentityKey),
            Log = attribute.Log,
            LogReplicatedChanges = attribute.LogReplicatedChanges,
            Exclude = Sorted(attribute.Exclude),
        };

    internal static IReadOnlyList<string> Sorted(IEnumerable<string> names)
        => [.. names.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
}
