using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace PgCdc.Sdk.Migrations.Metadata;

/// <summary>
/// The unique index that is a table's replica identity. The server takes none that is partial or deferrable or has a column that can be
/// NULL (<see href="https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-REPLICA-IDENTITY">REPLICA IDENTITY</see>);
/// EF makes no deferrable one.
/// </summary>
/// <param name="Name">The index's name, or that of the constraint, whose index is called alike.</param>
/// <param name="Columns">Its columns in its order.</param>
internal sealed record IdentityIndex(string Name, IReadOnlyList<IColumn> Columns)
{
    /// <summary>An alternate key's before a mere index; of several the first by name.</summary>
    internal static IdentityIndex Find(ITable table, IEntityType entity, IReadOnlyList<string> properties)
    {
        var columns = table.Columns.Where(column => properties.Any(name => ColumnMembers.IsOf(column, entity, name))).ToHashSet();

        return table.UniqueConstraints
                .Where(constraint => constraint != table.PrimaryKey && columns.SetEquals(constraint.Columns))
                .OrderBy(constraint => constraint.Name, StringComparer.Ordinal)
                .Select(constraint => new IdentityIndex(constraint.Name, constraint.Columns))
            .Concat(table.Indexes
                .Where(index => index.IsUnique && columns.SetEquals(index.Columns) && index.MappedIndexes.All(mapped => mapped[PgCdcAnnotationNames.Partial] is null))
                .OrderBy(index => index.Name, StringComparer.Ordinal)
                .Select(index => new IdentityIndex(index.Name, index.Columns)))
            .FirstOrDefault()
            ?? throw new InvalidOperationException(Missing(entity.DisplayName(), properties));
    }

    /// <summary>What is wrong with the properties as a replica identity's key; <see langword="null"/> where nothing is.</summary>
    internal static string? Problem(IReadOnlyEntityType entity, CaptureOptions options)
    {
        var name = entity.DisplayName();
        var names = options.ReplicaIdentityKey;
        if ((options.ReplicaIdentity == CaptureReplicaIdentity.Index) != (names.Count > 0))
        {
            return names.Count > 0
                ? $"'{name}' names a replica identity key ({string.Join(", ", names)}) and captures with replica identity {options.ReplicaIdentity}; leave one of the two out."
                : $"'{name}' captures with an index as replica identity and does not name its properties; name them in ReplicaIdentityKey.";
        }

        foreach (var member in names)
        {
            if (entity.FindProperty(member) is not { } property)
            {
                return $"'{name}' names '{member}' in its replica identity key and has no mapped property of that name; correct the name.";
            }

            if (StoreObjectIdentifier.Create(entity, StoreObjectType.Table) is { } table ? property.IsColumnNullable(table) : property.IsNullable)
            {
                return $"'{name}' names '{member}' in its replica identity key and its column can be NULL, which the server does not take; make the property required.";
            }
        }

        if (names.Count > 0 && entity.FindPrimaryKey() is { } primary && Is(names, primary.Properties))
        {
            return $"'{name}' names its primary key as replica identity key, which is the default; leave ReplicaIdentityKey out.";
        }

        return names.Count == 0
            || entity.GetKeys().Any(key => Is(names, key.Properties))
            || entity.GetIndexes().Any(index => index.IsUnique && index.GetFilter() is null && Is(names, index.Properties))
                ? null
                : Missing(name, names);
    }

    /// <summary>Whether it is over exactly these properties, in any order.</summary>
    internal static bool Is(IReadOnlyList<string> names, IEnumerable<IReadOnlyProperty> properties)
        => properties.Select(property => property.Name).ToHashSet(StringComparer.Ordinal).SetEquals(names);

    private static string Missing(string entity, IReadOnlyList<string> names)
        => $"'{entity}' names ({string.Join(", ", names)}) as replica identity key and has neither an alternate key nor a unique index (without a filter) over exactly these; add HasAlternateKey(…) or HasIndex(…).IsUnique().";
}
