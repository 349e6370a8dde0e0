using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace PgCdc.Sdk.Migrations.Metadata;

/// <summary>What an entity must be to be captured. Each broken rule is one sentence when the model is built.</summary>
internal static class CaptureRules
{
    internal static void Check(IReadOnlyEntityType entity, CaptureOptions options)
    {
        var name = entity.DisplayName();
        if (entity.GetTableName() is null)
        {
            throw new InvalidOperationException(
                $"'{name}' is captured and is not mapped to a table; capture the entity types that have tables, or remove the mark.");
        }

        if (entity.FindPrimaryKey() is null && options.ReplicaIdentity == CaptureReplicaIdentity.Default)
        {
            throw new InvalidOperationException(
                $"'{name}' is captured and has no primary key, so an update could not tell which row it changed; give it a key, name one in ReplicaIdentityKey, capture it with replica identity full, or remove the mark.");
        }

        if (IdentityIndex.Problem(entity, options) is { } problem)
        {
            throw new InvalidOperationException(problem);
        }

        if (entity.BaseType is not null && entity.GetMappingStrategy() == RelationalAnnotationNames.TptMappingStrategy
            || entity.GetMappingFragments(StoreObjectType.Table).Any())
        {
            throw new InvalidOperationException(
                $"'{name}' is captured and lies in more than one table; capture works on whole rows of one table, so map it to one or remove the mark.");
        }

        if ((options.Operations & ChangeOperations.All) == ChangeOperations.None)
        {
            throw new InvalidOperationException($"'{name}' captures no operation; name at least one or remove the mark.");
        }

        foreach (var member in options.Exclude)
        {
            if (!HasMember(entity, member) && !entity.GetDerivedTypes().Any(derived => HasMember(derived, member)))
            {
                throw new InvalidOperationException(
                    $"'{name}' excludes '{member}' from capture and has no mapped property of that name; correct the name or remove it.");
            }
        }
    }

    private static bool HasMember(IReadOnlyEntityType entity, string name)
        => entity.FindProperty(name) is not null
            || entity.FindComplexProperty(name) is not null
            || entity.FindNavigation(name) is { ForeignKey.IsOwnership: true };
}
