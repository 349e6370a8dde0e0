using System.Collections.ObjectModel;
using PgCdc.Sdk.Decoding;

namespace PgCdc.Sdk.Binding;

/// <summary>The table and columns that an entity is mapped to.</summary>
/// <param name="Schema">The table's schema.</param>
/// <param name="Table">The table's name.</param>
/// <param name="Columns">The column of each captured property, by the property's name.</param>
/// <param name="Log">The table's log; <see langword="null"/> where it has none.</param>
public sealed record EntityTable(string Schema, string Table, IReadOnlyDictionary<string, string> Columns, EntityLog? Log = null)
{
    /// <summary>
    /// What reads a property's column, by the property's name, where the model stores it otherwise than its type alone tells: a value
    /// converter, JSON, a type of a plug-in, an owned or complex type in several columns. It takes the place of the property's own decoder.
    /// </summary>
    public IReadOnlyDictionary<string, FieldDecoder> Decoders { get; init; } = ReadOnlyDictionary<string, FieldDecoder>.Empty;

    /// <summary>The properties that the model keeps in no column of this table, for example navigations: rows leave them as they are.</summary>
    public IReadOnlySet<string> Elsewhere { get; init; } = ReadOnlySet<string>.Empty;

    /// <summary>The columns of this table that the class has no property for (EF's shadow properties); handlers find them by their paths.</summary>
    public IReadOnlyList<StructureColumn> Shadow { get; init; } = [];

    /// <summary>Which of the table's rows belong to the entity, where it shares the table; else <see langword="null"/>.</summary>
    public EntityDiscriminator? Discriminator { get; init; }

    /// <summary>
    /// The unique index that is to be the table's replica identity, where an alternate key stands for a row in place of the primary one; else
    /// <see langword="null"/>.
    /// </summary>
    public string? IdentityIndex { get; init; }

    /// <summary>What reads a property's column or columns.</summary>
    internal FieldDecoder DecoderOf(FieldProperty property) =>
        !property.IsDecoderChosen && Decoders.TryGetValue(property.Name, out var decoder) ? decoder : property.Decoder;

    /// <summary>The column of a property that lies in one.</summary>
    internal string ColumnOf(FieldProperty property) => Columns.GetValueOrDefault(property.Name, property.Column);

    /// <summary>The columns that an entity's properties are read from: of each its own, or those of its parts.</summary>
    internal IEnumerable<ColumnUse> UsesOf(string entity, IEnumerable<FieldProperty> properties)
    {
        foreach (var property in properties.Where(property => !property.IsExcluded && !Elsewhere.Contains(property.Name)))
        {
            var path = $"{entity}.{property.Name}";
            if (DecoderOf(property) is not StructureDecoder structure)
            {
                yield return new ColumnUse(property, path, ColumnOf(property), DecoderOf(property), property.IsNullable || property.IsOptional);
                continue;
            }

            foreach (var part in structure.Columns)
            {
                yield return new ColumnUse(property, $"{path}.{part.Path}", part.Column, part.Decoder, part.IsNullable || structure.IsOptional);
            }
        }
    }

    /// <summary>The table as a person writes it.</summary>
    public string DisplayName => $"{Schema}.{Table}";
}
