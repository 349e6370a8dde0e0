using PgCdc.Sdk.Binding;

namespace PgCdc.Sdk.Dispatch;

/// <summary>The captured entities of a consumer by their tables.</summary>
internal sealed class EntityCatalog
{
    private readonly Dictionary<(string Schema, string Table), (EntityPipeline Pipeline, EntityTable Table)> _byTable = [];

    public EntityCatalog(IEnumerable<EntityPipeline> pipelines, IEntityTables? tables)
    {
        foreach (var pipeline in pipelines)
        {
            var table = tables is null ? pipeline.DefaultTable : tables.Find(pipeline.Shape.EntityType);
            if (table is null)
            {
                Unmapped.Add(pipeline);
            }
            else if (!_byTable.TryAdd((table.Schema, table.Table), (pipeline, table)))
            {
                Doubled.Add((pipeline, table));
            }
        }
    }

    /// <summary>The entities that the model maps to no table.</summary>
    public List<EntityPipeline> Unmapped { get; } = [];

    /// <summary>The entities whose table belongs to another one already.</summary>
    public List<(EntityPipeline Pipeline, EntityTable Table)> Doubled { get; } = [];

    /// <summary>The entities with their tables.</summary>
    public IReadOnlyCollection<(EntityPipeline Pipeline, EntityTable Table)> Entities => _byTable.Values;

    public (EntityPipeline Pipeline, EntityTable Table)? Find(string schema, string table) =>
        _byTable.TryGetValue((schema, table), out var found) ? found : null;
}
