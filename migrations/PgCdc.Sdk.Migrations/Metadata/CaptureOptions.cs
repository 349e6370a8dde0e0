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

    internal bool Log { get; init; } = true;

    internal bool LogReplicatedChanges { get; init; } = true;

    /// <summary>Names of properties, sorted, so that the order in which they were named changes nothing.</summary>
    internal IReadOnlyList<string> Exclude { get; init; } = [];

    internal static CaptureOptions From(CaptureChangesAttribute attribute)
        => new()
        {
            Operations = attribute.Operations,
            ReplicaIdentity = attribute.ReplicaIdentity,
            Log = attribute.Log,
            LogReplicatedChanges = attribute.LogReplicatedChanges,
            Exclude = Sorted(attribute.Exclude),
        };

    internal static IReadOnlyList<string> Sorted(IEnumerable<string> names)
        => [.. names.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
}
