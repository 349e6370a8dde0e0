using PgCdc.Sdk.Binding;
using PgCdc.Sdk.Decoding.Fields;
using PgCdc.Sdk.PgOutput.Messages;

namespace PgCdc.Sdk.Dispatch;

/// <content>Tables as the server describes them, and the entities that they are bound to.</content>
internal sealed partial class StreamWalker
{
    private async ValueTask<WalkStep> RelationAsync(RelationMessage relation, UnitOfWork? unit, CancellationToken cancellationToken)
    {
        if (context.HasObservers && unit is null && !_isRepeat)
        {
            return WalkStep.NeedsUnit;
        }

        var found = catalog.Find(relation.Schema, relation.Table);
        var entities = new List<BoundEntity>(found.Count);
        // Of entities that share a table each is bound: a handler of the base is given the class that the row is of.
        var isHandled = found.Any(static entity => entity.Pipeline.HasHandlers);
        foreach (var (pipeline, table) in found)
        {
            entities.Add(new BoundEntity(
                pipeline, table, isHandled ? await BindAsync(pipeline, table, relation, cancellationToken).ConfigureAwait(false) : null));
        }

        if (isHandled)
        {
            NoteUnknownColumns(found, relation);
        }

        if (found.Count == 0 && !(_relations.TryGetValue(relation.Id, out var known) && known.Relation.DisplayName == relation.DisplayName))
        {
            LogUnknownTable(relation.DisplayName);
        }

        var bound = new BoundRelation(relation, entities);
        _relations[relation.Id] = bound;
        if (unit is not null)
        {
            await ObserverNotices.RelationAsync(unit, bound, _transaction?.Xid ?? 0, Position, cancellationToken).ConfigureAwait(false);
        }

        return WalkStep.Passed;
    }

    private async ValueTask<EntityBinding> BindAsync(
        EntityPipeline pipeline, EntityTable table, RelationMessage relation, CancellationToken cancellationToken)
    {
        if (!EntityBinding.LacksColumns(pipeline.Fields, table, relation))
        {
            return pipeline.Bind(table, relation);
        }

        var added = AddedColumns.Find(relation.Columns, await context.Columns.ListAsync(relation.Id, cancellationToken).ConfigureAwait(false));
        var binding = pipeline.Bind(table, relation, added);
        LogAddedLater(relation.DisplayName, string.Join(", ", added));
        return binding;
    }

    private void NoteUnknownColumns(IReadOnlyList<(EntityPipeline Pipeline, EntityTable Table)> entities, RelationMessage relation)
    {
        var unknown = entities
            .Select(entity => EntityBinding.UnknownColumns(entity.Pipeline.Fields, entity.Table, relation))
            .Aggregate(static (left, right) => left.Intersect(right));
        foreach (var column in unknown.Where(column => entities[0].Table.Discriminator?.Column != column && context.Columns.NoteUnknown(relation.DisplayName, column)))
        {
            LogUnknownColumn(relation.DisplayName, column, entities[0].Pipeline.Shape.Name);
        }
    }

    /// <summary>
    /// A Relation message gives a domain's own identifier, which says nothing; the Type message before it names the type beneath.
    /// </summary>
    private void NoteType(TypeMessage type)
    {
        if (PgTypeNames.Find(type.Schema, type.Name) is not 0 and var oid)
        {
            _baseTypes[type.Oid] = oid;
        }
    }

    private RelationMessage WithBaseTypes(RelationMessage relation) => _baseTypes.Count == 0
        ? relation
        : relation with
        {
            Columns = [.. relation.Columns.Select(column => column with { TypeOid = _baseTypes.GetValueOrDefault(column.TypeOid, column.TypeOid) })],
        };
}
