using PgCdc.Sdk.Binding;
using PgCdc.Sdk.Decoding;

namespace PgCdc.Sdk.Dispatch;

/// <summary>The captured entities of a consumer by their tables.</summary>
internal sealed class EntityCatalog
{
    private readonly Dictionary<(string Schema, string Table), List<(EntityPipeline Pipeline, EntityTable Table)>> _byTable = [];

    /// <param name="pipelines">The captured entities.</param>
    /// <param name="tables">What knows their tables; without it the classes' own attributes and names count.</param>
    /// <param name="decoders">What the user chose to read values of a type with.</param>
    public EntityCatalog(IEnumerable<EntityPipeline> pipelines, IEntityTables? tables, IReadOnlyDictionary<Type, FieldDecoder>? decoders = null)
    {
        foreach (var pipeline in pipelines)
        {
            if ((tables is null ? pipeline.DefaultTable : tables.Find(pipeline.Shape.EntityType)) is not { } found)
            {
                Unmapped.Add(pipeline);
                continue;
            }

            var table = WithChosen(decoders, found, pipeline.Fields);
            if (!_byTable.TryGetValue((table.Schema, table.Table), out var sharing))
            {
                _byTable.Add((table.Schema, table.Table), [(pipeline, table)]);
            }
            else if (table.Discriminator is null || sharing[0].Table.Discriminator is null)
            {
                Doubled.Add((pipeline, table));
            }
            else
            {
                // The root of a hierarchy first: its handlers see a row before those of the class that it is of.
                sharing.Insert(table.Discriminator.IsRoot ? 0 : sharing.Count, (pipeline, table));
            }
        }
    }

    /// <summary>The entities that the model maps to no table.</summary>
    public List<EntityPipeline> Unmapped { get; } = [];

    /// <summary>The entities whose table belongs to another one already.</summary>
    public List<(EntityPipeline Pipeline, EntityTable Table)> Doubled { get; } = [];

    /// <summary>The entities with their tables.</summary>
    public IReadOnlyCollection<(EntityPipeline Pipeline, EntityTable Table)> Entities => [.. _byTable.Values.SelectMany(static sharing => sharing)];

    /// <summary>The entities by the tables that they share.</summary>
    public IEnumerable<IReadOnlyList<(EntityPipeline Pipeline, EntityTable Table)>> Tables => _byTable.Values;

    public IReadOnlyList<(EntityPipeline Pipeline, EntityTable Table)> Find(string schema, string table) =>
        _byTable.TryGetValue((schema, table), out var found) ? found : [];

    /// <summary>What the user chose counts for more than what the model tells.</summary>
    private static EntityTable WithChosen(IReadOnlyDictionary<Type, FieldDecoder>? chosen, EntityTable table, IReadOnlyList<FieldProperty> fields)
    {
        if (chosen is null or { Count: 0 })
        {
            return table;
        }

        var decoders = new Dictionary<string, FieldDecoder>(table.Decoders);
        foreach (var field in fields)
        {
            if (chosen.TryGetValue(field.Decoder.Type, out var decoder))
            {
                decoders[field.Name] = decoder;
            }
        }

        return table with { Decoders = decoders };
    }
}
