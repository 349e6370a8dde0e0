using PgCdc.Sdk.Migrations.Metadata;
using PgCdc.Sdk.Migrations.Schema;

namespace PgCdc.Sdk.Migrations.Sql;

/// <summary>
/// The triggers of version 1. On a plain table, statement triggers with transition tables log what ordinary sessions write: the
/// cheapest way. A row trigger takes their place where they would lose changes:
/// <list type="bullet">
/// <item>For sessions in the replica role, since a logical subscriber's apply worker fires row triggers only, however others are
/// enabled (<see href="https://www.postgresql.org/docs/current/logical-replication-architecture.html"/>).</item>
/// <item>On a partitioned table, for every session. MERGE fills transition tables wrongly there (an insert's row appears as an
/// update's new one; a row that moves between partitions loses its old version; seen on 15 to 18), and a statement that names a
/// partition fires no statement trigger of the root.</item>
/// </list>
/// </summary>
internal static class CaptureTriggersV1
{
    private static readonly (ChangeOperations Operation, string Trigger, string Event, string Tables)[] Statement =
    [
        (ChangeOperations.Insert, SchemaNames.InsertTrigger, "INSERT", $"REFERENCING NEW TABLE AS {CaptureFunctionV1.NewTable} "),
        (ChangeOperations.Update, SchemaNames.UpdateTrigger, "UPDATE", $"REFERENCING OLD TABLE AS {CaptureFunctionV1.OldTable} NEW TABLE AS {CaptureFunctionV1.NewTable} "),
        (ChangeOperations.Delete, SchemaNames.DeleteTrigger, "DELETE", $"REFERENCING OLD TABLE AS {CaptureFunctionV1.OldTable} "),
    ];

    /// <summary>One block, since only the server knows whether the table is partitioned: no model can say it.</summary>
    internal static string Create(CaptureSpec spec)
    {
        var table = SqlText.Table(spec);
        var rows = Statement.Where(statement => spec.Operations.HasFlag(statement.Operation)).ToList();
        var truncate = spec.Operations.HasFlag(ChangeOperations.Truncate);
        var row = $"CREATE TRIGGER {SchemaNames.RowTrigger} AFTER {string.Join(" OR ", rows.Select(statement => statement.Event))} ON {table} FOR EACH ROW {Execute(spec)};";

        // A truncation has no rows: its statement trigger is the only one there is, for every role.
        string[] all =
        [
            .. truncate ? [$"CREATE TRIGGER {SchemaNames.TruncateTrigger} AFTER TRUNCATE ON {table} FOR EACH STATEMENT {Execute(spec)};"] : Array.Empty<string>(),
            .. truncate && spec.LogReplicatedChanges ? [Enable(table, "ALWAYS", SchemaNames.TruncateTrigger)] : Array.Empty<string>(),
        ];
        string[] partitioned = [row, .. spec.LogReplicatedChanges ? [Enable(table, "ALWAYS", SchemaNames.RowTrigger)] : Array.Empty<string>()];
        string[] plain =
        [
            .. rows.Select(statement => $"CREATE TRIGGER {statement.Trigger} AFTER {statement.Event} ON {table} {statement.Tables}FOR EACH STATEMENT {Execute(spec)};"),
            .. spec.LogReplicatedChanges ? [row, Enable(table, "REPLICA", SchemaNames.RowTrigger)] : Array.Empty<string>(),
        ];

        return $"""
            DO {SqlText.DollarQuoted(
            $"""
            BEGIN{Lines(1, all)}{(rows.Count == 0 ? "" : $"""

                IF EXISTS (SELECT FROM pg_catalog.pg_class WHERE oid = {SqlText.Literal(table)}::pg_catalog.regclass AND relkind = 'p') THEN{Lines(2, partitioned)}
                ELSE{Lines(2, plain)}
                    IF {CaptureOrderV1.IsNeeded($"{SqlText.Literal(table)}::pg_catalog.regclass")} THEN{Lines(3, CaptureOrderV1.Create(spec))}
                    END IF;
                END IF;
            """)}
            END
            """)};
            """;
    }

    internal static IEnumerable<string> Drop(CaptureSpec spec)
        => ((string[])[SchemaNames.InsertTrigger, SchemaNames.UpdateTrigger, SchemaNames.DeleteTrigger, SchemaNames.TruncateTrigger, SchemaNames.RowTrigger, .. CaptureOrderV1.Triggers])
            .Select(trigger => $"DROP TRIGGER IF EXISTS {SqlText.Name(trigger)} ON {SqlText.Table(spec)};");

    /// <summary>The triggers that <see cref="Create"/> makes.</summary>
    internal static IReadOnlyList<CaptureTrigger> Expected(CaptureSpec spec, bool partitioned)
    {
        var all = spec.LogReplicatedChanges;
        var rows = Statement.Where(statement => spec.Operations.HasFlag(statement.Operation)).ToList();
        var triggers = new List<CaptureTrigger>();
        if (!partitioned)
        {
            triggers.AddRange(rows.Select(statement => new CaptureTrigger(statement.Trigger, 'O')));
        }

        if (rows.Count > 0 && (partitioned || all))
        {
            triggers.Add(new CaptureTrigger(SchemaNames.RowTrigger, !partitioned ? 'R' : all ? 'A' : 'O'));
        }

        if (spec.Operations.HasFlag(ChangeOperations.Truncate))
        {
            triggers.Add(new CaptureTrigger(SchemaNames.TruncateTrigger, all ? 'A' : 'O'));
        }

        return triggers;
    }

    /// <summary>Whether two specifications of one table have the same triggers, given that they call the same function.</summary>
    internal static bool AreSame(CaptureSpec one, CaptureSpec other)
        => one.Operations == other.Operations && one.LogReplicatedChanges == other.LogReplicatedChanges;

    private static string Execute(CaptureSpec spec) => $"EXECUTE FUNCTION {CaptureFunctionV1.Name(spec)}()";

    private static string Enable(string table, string mode, string trigger) => $"ALTER TABLE {table} ENABLE {mode} TRIGGER {trigger};";

    private static string Lines(int depth, IEnumerable<string> lines)
        => string.Concat(lines.Select(line => $"\n{new string(' ', 4 * depth)}{line}"));
}
