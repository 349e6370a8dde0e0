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
    private readonly int[] _columns;
    private readonly FieldSource[] _sources;
    private readonly FieldDecoder?[] _mapped;
    private readonly StructureSlots[] _structures;
    private readonly ShadowSlots _shadow;
    private readonly FieldSlice[] _before;
    private readonly FieldSlice[] _after;

    private EntityBinding(BindingSlots slots)
    {
        _columns = [.. slots.Columns];
        _sources = [.. slots.Sources];
        _mapped = slots.Mapped;
        _structures = [.. slots.Structures];
        _shadow = slots.Shadow;
        _before = new FieldSlice[_columns.Length];
        _after = new FieldSlice[_columns.Length];
        Missing = slots.Missing;
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
        var slots = new BindingSlots(entity, properties, table, relation, added);
        return slots.Problems.Count == 0
            ? new EntityBinding(slots)
            : throw new BindException(
                $"Table {relation.DisplayName}, as it was when its changes were written, does not fit the entity {entity}: "
                + string.Join("; ", slots.Problems) + ". Deploy the code that fits the table, or mend the table, and start again; nothing is lost meanwhile.")
            {
                IsColumnMissing = slots.Missed == slots.Problems.Count,
            };
    }

    /// <summary>Whether a relation lacks a column that a property is mapped to.</summary>
    public static bool LacksColumns(IReadOnlyList<FieldProperty> properties, EntityTable table, RelationMessage relation) =>
        table.UsesOf(string.Empty, properties).Any(use => BindingSlots.IndexOf(relation.Columns, use.Column) == BindingSlots.NoColumn);

    /// <summary>The relation's columns that no property is mapped to.</summary>
    public static IEnumerable<string> UnknownColumns(IReadOnlyList<FieldProperty> properties, EntityTable table, RelationMessage relation)
    {
        var known = table.Columns.Values
            .Concat(properties.Select(table.ColumnOf))
            .Concat(table.UsesOf(string.Empty, properties).Select(static use => use.Column))
            .ToHashSet(StringComparer.Ordinal);
        return relation.Columns.Select(static column => column.Name).Where(name => !known.Contains(name));
    }

    /// <summary>Reads an insert's row.</summary>
    public RowReader ReadNew(ReadOnlySpan<byte> message, TupleFields tuple)
    {
        Spread(tuple, _after);
        return new RowReader(message, _after, _sources, _mapped);
    }

    /// <summary>Reads what came of the old row; with only a key, all but the key's properties count as not sent.</summary>
    public RowReader ReadOld(ReadOnlySpan<byte> message, TupleFields tuple, OldTuple kind, IReadOnlyList<FieldProperty> properties)
    {
        Spread(tuple, _before);
        if (kind == OldTuple.Key)
        {
            // The other columns of a key tuple are sent as NULL and mean nothing.
            for (var slot = 0; slot < _before.Length; slot++)
            {
                if (slot >= properties.Count || !properties[slot].IsKey)
                {
                    _before[slot] = default;
                }
            }
        }

        return new RowReader(message, _before, _sources, _mapped);
    }

    /// <summary>Reads an update's new row, after <see cref="ReadOld"/> where an old one came: unsent values are filled from there.</summary>
    public RowReader ReadUpdated(
        ReadOnlySpan<byte> message, TupleFields tuple, OldTuple kind, IReadOnlySet<int>? filledColumns, out UpdateSets sets)
    {
        Spread(tuple, _after);
        var (changed, notSent, refilled) = (PropertySet.Empty, PropertySet.Empty, PropertySet.Empty);
        for (var slot = 0; slot < _after.Length; slot++)
        {
            if (_mapped.Length > 0 && _mapped[slot] is StructureDecoder)
            {
                // Its columns speak for it.
                continue;
            }

            var ordinal = PropertyOf(slot);
            var sent = _after[slot].Kind != FieldKind.NotSent;
            if (!sent && kind != OldTuple.None)
            {
                // Both tuples lie in one message, so a slice of the old row serves the new one: unchanged is what "not sent" means.
                // A key tuple serves too: the server sends it for an out-of-line key that did not change.
                _after[slot] = _before[slot];
            }

            if (slot >= _shadow.First)
            {
                continue;
            }

            if (_after[slot].Kind == FieldKind.NotSent)
            {
                notSent = notSent.With(ordinal);
            }
            else if (filledColumns?.Contains(_columns[slot]) == true)
            {
                refilled = refilled.With(ordinal);
            }
            else if (sent && (kind != OldTuple.Full || Differs(message, _before[slot], _after[slot])))
            {
                changed = changed.With(ordinal);
            }
        }

        sets = new UpdateSets(changed, notSent, refilled);
        Fold(_after);
        return new RowReader(message, _after, _sources, _mapped);
    }

    /// <summary>Adds the row's columns that the class has no property for; only after the rows were read.</summary>
    /// <param name="context">The change's context.</param>
    /// <param name="message">The message that the rows lie in.</param>
    /// <param name="hasNew">Whether there is a new row.</param>
    /// <param name="old">What came of the old one.</param>
    public ChangeContext WithShadow(ChangeContext context, ReadOnlySpan<byte> message, bool hasNew, OldTuple old)
    {
        if (_shadow.Columns.Count == 0)
        {
            return context;
        }

        var before = old == OldTuple.None ? null : _shadow.Read(new RowReader(message, _before, _sources));
        return hasNew
            ? context with { Shadow = _shadow.Read(new RowReader(message, _after, _sources)), OldShadow = before ?? ShadowValues.None }
            : context with { Shadow = before ?? ShadowValues.None };
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

    private static bool Differs(ReadOnlySpan<byte> message, FieldSlice before, FieldSlice after) =>
        before.Kind != after.Kind
        || !message.Slice(before.Offset, before.Length).SequenceEqual(message.Slice(after.Offset, after.Length));

    /// <summary>The property that a slot's column feeds, or a part of.</summary>
    private int PropertyOf(int slot)
    {
        foreach (var structure in _structures)
        {
            if (slot >= structure.First && slot < structure.End)
            {
                return structure.Ordinal;
            }
        }

        return slot;
    }

    private void Fold(FieldSlice[] fields)
    {
        foreach (var structure in _structures)
        {
            fields[structure.Ordinal] = structure.Fold(fields);
        }
    }

    private void Spread(TupleFields tuple, FieldSlice[] fields)
    {
        var columns = tuple.Fields;
        for (var slot = 0; slot < fields.Length; slot++)
        {
            var column = _columns[slot];
            if (column == BindingSlots.NoColumn)
            {
                fields[slot] = default;
                continue;
            }

            if (column >= columns.Length)
            {
                throw new ProtocolException(
                    $"A row of {_sources[slot].Table} has {columns.Length} columns, fewer than its Relation message described.");
            }

            fields[slot] = columns[column];
        }

        Fold(fields);
    }
}
