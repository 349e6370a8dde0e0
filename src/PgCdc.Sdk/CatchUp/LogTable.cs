using PgCdc.Sdk.Binding;
using PgCdc.Sdk.Dispatch;
using PgCdc.Sdk.PgOutput.Messages;

namespace PgCdc.Sdk.CatchUp;

/// <summary>
/// A log table as it is in the catch-up's snapshot, bound to its entity. Its rows take the stream's way from here on: a relation, tuples
/// and a binding by column name, so that the same decoder reads them.
/// </summary>
internal sealed class LogTable
{
    /// <param name="entities">The entities that are mapped to the table: several where they share it.</param>
    /// <param name="columns">The columns whose values are asked for.</param>
    public LogTable(IReadOnlyList<(EntityPipeline Pipeline, EntityTable Table)> entities, IReadOnlyList<LogColumn> columns)
    {
        var table = entities[0].Table;
        Log = table.Log!;
        Columns = columns;
        Relation = new RelationMessage(
            0,
            table.Schema,
            table.Table,
            Log.HasFullOldRow ? 'f' : 'd',
            [.. columns.Where(static column => !column.IsOld).Select(static column => new RelationColumn(column.Name, column.IsKey, column.TypeOid, -1))]);
        Bound = new BoundRelation(
            Relation, [.. entities.Select(entity => new BoundEntity(entity.Pipeline, entity.Table, entity.Pipeline.Bind(entity.Table, Relation)))]);
        OldOf = [.. Relation.Columns.Select(column => IndexOfOld(columns, column.Name))];
        CurrentOf = [.. Relation.Columns.Select(column => IndexOfCurrent(columns, column.Name))];
    }

    public EntityLog Log { get; }

    /// <summary>The columns in the order in which their values are asked for.</summary>
    public IReadOnlyList<LogColumn> Columns { get; }

    /// <summary>The captured table, as the stream would describe it.</summary>
    public RelationMessage Relation { get; }

    public BoundRelation Bound { get; }

    /// <summary>For each of the relation's columns where its present value comes.</summary>
    public IReadOnlyList<int> CurrentOf { get; }

    /// <summary>For each of the relation's columns where its old value comes; -1 where it does not.</summary>
    public IReadOnlyList<int> OldOf { get; }

    private static int IndexOfCurrent(IReadOnlyList<LogColumn> columns, string name) => Find(columns, name, isOld: false);

    private static int IndexOfOld(IReadOnlyList<LogColumn> columns, string name) => Find(columns, name, isOld: true);

    private static int Find(IReadOnlyList<LogColumn> columns, string name, bool isOld)
    {
        for (var index = 0; index < columns.Count; index++)
        {
            if (columns[index].IsOld == isOld && columns[index].Name == name)
            {
                return index;
            }
        }

        return -1;
    }
}
