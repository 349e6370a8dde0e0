using PgCdc.Sdk.Decoding;
using PgCdc.Sdk.PgOutput.Messages;

namespace PgCdc.Sdk.Binding;

/// <summary>
/// The columns of a relation that an entity's properties are read from: a slot for each property by its ordinal, then one for each
/// column of the properties that lie in several.
/// </summary>
internal sealed class BindingSlots
{
    public const int NoColumn = -1;

    private readonly string _entity;
    private readonly RelationMessage _relation;
    private readonly IReadOnlySet<string>? _added;
    private readonly List<FieldDecoder?> _mapped = [];

    public BindingSlots(string entity, IReadOnlyList<FieldProperty> properties, EntityTable table, RelationMessage relation, IReadOnlySet<string>? added)
    {
        _added = added;
        _entity = entity;
        _relation = relation;
        for (var ordinal = 0; ordinal < properties.Count; ordinal++)
        {
            Add(properties[ordinal], ordinal, table);
        }

        for (var ordinal = 0; ordinal < properties.Count; ordinal++)
        {
            if (_mapped[ordinal] is StructureDecoder structure)
            {
                Add(properties[ordinal], ordinal, structure);
            }
        }

        Shadow = new ShadowSlots(Columns.Count, table.Shadow);
        foreach (var shadow in table.Shadow)
        {
            Add(shadow);
        }
    }

    /// <summary>The index of each slot's column, or <see cref="NoColumn"/>.</summary>
    public List<int> Columns { get; } = [];

    /// <summary>What errors call each slot.</summary>
    public List<FieldSource> Sources { get; } = [];

    /// <summary>The properties that lie in several columns.</summary>
    public List<StructureSlots> Structures { get; } = [];

    /// <summary>The columns that the class has no property for.</summary>
    public ShadowSlots Shadow { get; }

    /// <summary>All that does not fit.</summary>
    public List<string> Problems { get; } = [];

    /// <summary>How many of the problems are columns that are missing.</summary>
    public int Missed { get; private set; }

    /// <summary>The decoders that take the place of the properties' own, by slot; empty where there is none.</summary>
    public FieldDecoder?[] Mapped => _mapped.TrueForAll(static decoder => decoder is null) ? [] : [.. _mapped];

    /// <summary>The properties of which nothing is published.</summary>
    public PropertySet Missing { get; private set; }

    public static int IndexOf(IReadOnlyList<RelationColumn> columns, string name)
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

    private void Add(FieldProperty property, int ordinal, EntityTable table)
    {
        var name = table.ColumnOf(property);
        var decoder = table.DecoderOf(property);
        var path = $"{_entity}.{property.Name}";
        if (property.IsExcluded || table.Elsewhere.Contains(property.Name))
        {
            Missing = Missing.With(ordinal);
            Columns.Add(Absent(path, name));
            _mapped.Add(null);
            return;
        }

        if (decoder.Type != property.Decoder.Type)
        {
            Problems.Add($"{path} is read as {property.Decoder.Type}, but the decoder that the model's mapping gives it reads {decoder.Type}");
        }

        var index = decoder is StructureDecoder ? Absent(path, name) : Find(path, name, decoder, property.IsKey);
        if (index == NoColumn && decoder is not StructureDecoder)
        {
            Missing = Missing.With(ordinal);
        }

        Columns.Add(index);
        _mapped.Add(decoder == property.Decoder ? null : decoder);
        if (index != NoColumn && property.IsKey && !_relation.Columns[index].IsKey && _relation.ReplicaIdentity != 'f')
        {
            Problems.Add($"column \"{name}\" belongs to the key of {_entity} but not to the table's replica identity ({_relation.ReplicaIdentity})");
        }
    }

    private void Add(FieldProperty property, int ordinal, StructureDecoder structure)
    {
        Structures.Add(new StructureSlots(ordinal, Columns.Count, structure));
        foreach (var part in structure.Columns)
        {
            var index = Find($"{_entity}.{property.Name}.{part.Path}", part.Column, part.Decoder, isKey: false);
            Missing = index == NoColumn ? Missing.With(ordinal) : Missing;
            Columns.Add(index);
            _mapped.Add(null);
        }
    }

    private void Add(StructureColumn shadow)
    {
        // Nobody may ask for it, so its absence is no problem: it counts as not sent.
        var path = $"{_entity}'s shadow property {shadow.Path}";
        Columns.Add(IndexOf(_relation.Columns, shadow.Column) == NoColumn
            ? Absent(path, shadow.Column)
            : Find(path, shadow.Column, shadow.Decoder, isKey: false));
        _mapped.Add(null);
    }

    private int Absent(string path, string name)
    {
        Sources.Add(new FieldSource(_relation.DisplayName, name, 0, path));
        return NoColumn;
    }

    private int Find(string path, string name, FieldDecoder decoder, bool isKey)
    {
        var index = IndexOf(_relation.Columns, name);
        if (index == NoColumn)
        {
            if (isKey || _added?.Contains(name) != true)
            {
                Missed++;
                Problems.Add($"column \"{name}\" of {path} is not among the published columns");
            }

            return Absent(path, name);
        }

        var column = _relation.Columns[index];
        Sources.Add(new FieldSource(_relation.DisplayName, name, column.TypeOid, path));
        if (decoder.AwaitsMapping)
        {
            Problems.Add($"no decoder of {decoder.Type.Name} is known for column \"{name}\" of {path}");
        }
        else if (!decoder.Accepts(column.TypeOid))
        {
            Problems.Add($"column \"{name}\" has the type {column.TypeOid}, but {path} reads {decoder.Reads}");
        }

        return index;
    }
}
