using PgCdc.Sdk.Migrations.Metadata;
using PgCdc.Sdk.Migrations.Schema;

namespace PgCdc.Sdk.Migrations.Sql;

/// <summary>
/// The triggers of version 1. Statement triggers with transition tables log what ordinary sessions write. For sessions in the
/// replica role a row trigger does it instead: a logical subscriber's apply worker fires row triggers only
/// (<see href="https://www.postgresql.org/docs/current/logical-replication-architecture.html"/>), so a statement trigger,
/// however enabled, would lose its changes.
/// </summary>
internal static class CaptureTriggersV1
{
    private static readonly (ChangeOperations Operation, string Trigger, string Event, string Tables)[] Statement =
    [
        (ChangeOperations.Insert, SchemaNames.InsertTrigger, "INSERT", $"REFERENCING NEW TABLE AS {CaptureFunctionV1.NewTable} "),
        (ChangeOperations.Update, SchemaNames.UpdateTrigger, "UPDATE", $"REFERENCING OLD TABLE AS {CaptureFunctionV1.OldTable} NEW TABLE AS {CaptureFunctionV1.NewTable} "),
        (ChangeOperations.Delete, SchemaNames.DeleteTrigger, "DELETE", $"REFERENCING OLD TABLE AS {CaptureFunctionV1.OldTable} "),
        (ChangeOperations.Truncate, SchemaNames.TruncateTrigger, "TRUNCATE", ""),
    ];

    internal static IEnumerable<string> Create(CaptureSpec spec)
    {
        var table = SqlText.Table(spec);
        foreach (var (operation, trigger, @event, tables) in Statement.Where(statement => spec.Operations.HasFlag(statement.Operation)))
        {
            yield return $"CREATE TRIGGER {trigger} AFTER {@event} ON {table} {tables}FOR EACH STATEMENT EXECUTE FUNCTION {CaptureFunctionV1.Name(spec)}();";
            // A truncation has no rows: the statement trigger is the only one there is, for every role.
            if (operation == ChangeOperations.Truncate && spec.LogReplicatedChanges)
            {
                yield return $"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {trigger};";
            }
        }

        if (RowEvents(spec) is { Count: > 0 } events)
        {
            yield return $"CREATE TRIGGER {SchemaNames.ReplicatedTrigger} AFTER {string.Join(" OR ", events)} ON {table} FOR EACH ROW EXECUTE FUNCTION {CaptureFunctionV1.Name(spec)}();";
            yield return $"ALTER TABLE {table} ENABLE REPLICA TRIGGER {SchemaNames.ReplicatedTrigger};";
        }
    }

    internal static IEnumerable<string> Drop(CaptureSpec spec)
    {
        var names = Statement.Where(statement => spec.Operations.HasFlag(statement.Operation)).Select(statement => statement.Trigger);

        return (RowEvents(spec).Count > 0 ? names.Append(SchemaNames.ReplicatedTrigger) : names)
            .Select(trigger => $"DROP TRIGGER IF EXISTS {trigger} ON {SqlText.Table(spec)};");
    }

    /// <summary>Whether two specifications of one table have the same triggers, given that they call the same function.</summary>
    internal static bool AreSame(CaptureSpec one, CaptureSpec other)
        => one.Operations == other.Operations && one.LogReplicatedChanges == other.LogReplicatedChanges;

    private static List<string> RowEvents(CaptureSpec spec)
        => spec.LogReplicatedChanges
            ? [.. Statement.Where(statement => spec.Operations.HasFlag(statement.Operation) && statement.Operation != ChangeOperations.Truncate).Select(statement => statement.Event)]
            : [];
}
