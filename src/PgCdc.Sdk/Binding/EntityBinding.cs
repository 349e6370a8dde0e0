using PgCdc.Sdk.Decoding;
using PgCdc.Sdk.PgOutput;
using PgCdc.Sdk.PgOutput.Messages;

namespace PgCdc.Sdk.Binding;

/// <summary>
/// Which column of a relation, as it was when its rows were written, feeds which property: by name, made anew at each Relation
/// message. Rows are then read by array index alone.
/// </summary>
internal sealed class EntityBinding
{
    private const int NoColumn = -1;

    private readonly int[] _columnOfProperty;
    private readonly FieldSource[] _sources;
    private readonly FieldSlice[] _before;
    private readonly FieldSlice[] _after;

    private EntityBinding(int[] columnOfProperty, FieldSource[] sources, PropertySet missing)
    {
        _columnOfProperty = columnOfProperty;
        _sources = sources;
        _before = new FieldSlice[columnOfProperty.Length];
        _after = new FieldSlice[columnOfProperty.Length];
        Missing = missing;
    }

    /// <summary>The properties without a published column.</summary>
    public PropertySet Missing { get; }

    /// <summary>Binds, or says in one sentence all that does not fit.</summary>
    /// <param name="entity">The entity's name, for sentences.</param>
    /// <param name="properties">Its properties.</param>
    /// <param name="table">What they are mapped to.</param>
    /// <param name="relation">The table as it was when its changes were written.</param>
    /// <param name="added">The columns that it got only later: their properties count as not sent.</param>
    /// <exception cref="BindException">A column is missing, of another type, or the key is not in the replica identity.</exception>
    public static EntityBinding Bind(
        string entity,
        IReadOnlyList<FieldProperty> properties,
        EntityTable table,
        RelationMessage relation,
        IReadOnlySet<string>? added = null)
    {
        var columnOfProperty = new int[properties.Count];
        var sources = new FieldSource[properties.Count];
        var missing = PropertySet.Empty;
        var missed = 0;
        var problems = new List<string>();
        for (var ordinal = 0; ordinal < properties.Count; ordinal++)
        {
            var property = properties[ordinal];
            var name = NameOf(property, table);
            var index = property.IsExcluded ? NoColumn : IndexOf(relation.Columns, name);
            columnOfProperty[ordinal] = index;
            sources[ordinal] = new FieldSource(
                relation.DisplayName, name, index == NoColumn ? 0 : relation.Columns[index].TypeOid, $"{entity}.{property.Name}");
            if (index == NoColumn)
            {
                missing = missing.With(ordinal);
                if (!property.IsExcluded && (property.IsKey || added?.Contains(name) != true))
                {
                    missed++;
                    problems.Add($"column \"{name}\" of {entity}.{property.Name} is not among the published columns");
                }

                continue;
            }

            var column = relation.Columns[index];
            if (!property.Decoder.Accepts(column.TypeOid))
            {
                problems.Add($"column \"{name}\" has the type {column.TypeOid}, but {entity}.{property.Name} reads {property.Decoder.Reads}");
            }

            if (property.IsKey && !column.IsKey && relation.ReplicaIdentity != 'f')
            {
                problems.Add($"column \"{name}\" belongs to the key of {entity} but not to the table's replica identity ({relation.ReplicaIdentity})");
            }
        }

        return problems.Count == 0
            ? new EntityBinding(columnOfProperty, sources, missing)
            : throw new BindException(
                $"Table {relation.DisplayName}, as it was when its changes were written, does not fit the entity {entity}: "
                + string.Join("; ", problems) + ". Deploy the code that fits the table, or mend the table, and start again; nothing is lost meanwhile.")
            {
                IsColumnMissing = missed == problems.Count,
            };
    }

    /// <summary>Whether a relation lacks a column that a property is mapped to.</summary>
    public static bool LacksColumns(IReadOnlyList<FieldProperty> properties, EntityTable table, RelationMessage relation) =>
        properties.Any(property => !property.IsExcluded && IndexOf(relation.Columns, NameOf(property, table)) == NoColumn);

    /// <summary>The relation's columns that no property is mapped to.</summary>
    public static IEnumerable<string> UnknownColumns(IReadOnlyList<FieldProperty> properties, EntityTable table, RelationMessage relation)
    {
        var known = table.Columns.Values.Concat(properties.Select(property => NameOf(property, table))).ToHashSet(StringComparer.Ordinal);
        return relation.Columns.Select(static column => column.Name).Where(name => !known.Contains(name));
    }

    /// <summary>Reads an insert's row.</summary>
    public RowReader ReadNew(ReadOnlySpan<byte> message, TupleFields tuple)
    {
        Spread(tuple, _after);
        return new RowReader(message, _after, _sources);
    }

    /// <summary>Reads what came of the old row; with only a key, all but the key's properties count as not sent.</summary>
    public RowReader ReadOld(ReadOnlySpan<byte> message, TupleFields tuple, OldTuple kind, IReadOnlyList<FieldProperty> properties)
    {
        Spread(tuple, _before);
        if (kind == OldTuple.Key)
        {
            // The other columns of a key tuple are sent as NULL and mean nothing.
            for (var ordinal = 0; ordinal < _before.Length; ordinal++)
            {
                if (!properties[ordinal].IsKey)
                {
                    _before[ordinal] = default;
                }
            }
        }

        return new RowReader(message, _before, _sources);
    }

    /// <summary>Reads an update's new row, after <see cref="ReadOld"/> where an old one came: unsent values are filled from there.</summary>
    public RowReader ReadUpdated(ReadOnlySpan<byte> message, TupleFields tuple, OldTuple kind, out PropertySet changed, out PropertySet notSent)
    {
        Spread(tuple, _after);
        changed = PropertySet.Empty;
        notSent = PropertySet.Empty;
        for (var ordinal = 0; ordinal < _after.Length; ordinal++)
        {
            var sent = _after[ordinal].Kind != FieldKind.NotSent;
            if (!sent && kind != OldTuple.None)
            {
                // Both tuples lie in one message, so a slice of the old row serves the new one: unchanged is what "not sent" means.
                // A key tuple serves too: the server sends it for an out-of-line key that did not change.
                _after[ordinal] = _before[ordinal];
            }

            if (_after[ordinal].Kind == FieldKind.NotSent)
            {
                notSent = notSent.With(ordinal);
            }
            else if (sent && (kind != OldTuple.Full || Differs(message, _before[ordinal], _after[ordinal])))
            {
                changed = changed.With(ordinal);
            }
        }

        return new RowReader(message, _after, _sources);
    }

    /// <summary>Whether the update's key differs from the old one; only after both rows were read.</summary>
    public bool KeyDiffers(ReadOnlySpan<byte> message, IReadOnlyList<FieldProperty> properties)
    {
        for (var ordinal = 0; ordinal < properties.Count; ordinal++)
        {
            if (properties[ordinal].IsKey && Differs(message, _before[ordinal], _after[ordinal]))
            {
                return true;
            }
        }

        return false;
    }

    private static string NameOf(FieldProperty property, EntityTable table) =>
        table.Columns.TryGetValue(property.Name, out var mapped) ? mapped : property.Column;

    private static int IndexOf(IReadOnlyList<RelationColumn> columns, string name)
    {
        for (var index = 0; index < columns.Count; index++)
        {
            if (columns[index].Name == name)
            {
                return index;
            }
        }

        return NoColumn;
    }

    private static bool Differs(ReadOnlySpan<byte> message, FieldSlice before, FieldSlice after) =>
        before.Kind != after.Kind
        || !message.Slice(before.Offset, before.Length).SequenceEqual(message.Slice(after.Offset, after.Length));

    private void Spread(TupleFields tuple, FieldSlice[] fields)
    {
        var columns = tuple.Fields;
        for (var ordinal = 0; ordinal < fields.Length; ordinal++)
        {
            var column = _columnOfProperty[ordinal];
            if (column == NoColumn)
            {
                fields[ordinal] = default;
                continue;
            }

            if (column >= columns.Length)
            {
                throw new ProtocolException(
                    $"A row of {_sources[ordinal].Table} has {columns.Length} columns, fewer than its Relation message described.");
            }

            fields[ordinal] = columns[column];
        }
    }
}
