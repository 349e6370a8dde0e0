using System.Globalization;
using PgCdc.Sdk.Migrations.Metadata;
using PgCdc.Sdk.Migrations.Schema;

namespace PgCdc.Sdk.Migrations.Sql;

/// <summary>
/// The trigger function of version 1. It runs with its owner's rights, so that a writer needs none on schema <c>pgcdc</c>,
/// and with a fixed search path and qualified names, so that a writer's objects cannot stand in for the server's.
/// </summary>
internal static class CaptureFunctionV1
{
    internal const string NewTable = "pgcdc_new";
    internal const string OldTable = "pgcdc_old";

    // Names of variables: a captured column cannot have one that begins so, and a column outweighs a variable.
    private const string Slot = "pgcdc_slot";
    private const string Xid = "pgcdc_writer";
    private const string Now = "pgcdc_now";
    private const string Order = "pgcdc_place";
    private const string Number = "pgcdc_number";
    private const string RowNumber = "pgcdc_n";

    /// <summary>
    /// Up to so many rows, old keys are picked from arrays: nearly free, while a join spills to disk and costs half of the update again.
    /// Keys of another size than these types' could outgrow what an array may hold, and the writer would fail.
    /// </summary>
    private const int MaxRowsInArrays = 1_000_000;
    private static readonly string[] ArrayTypes = ["smallint", "integer", "bigint", "uuid", "date"];

    internal static string Create(CaptureSpec spec)
        => $"""
            CREATE OR REPLACE FUNCTION {Name(spec)}() RETURNS trigger
            LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
            AS {SqlText.DollarQuoted(Body(spec))};
            """;

    /// <summary>The server does not ask for this right when a trigger fires; nobody else may put it on a table of theirs.</summary>
    internal static string Protect(CaptureSpec spec) => $"REVOKE ALL ON FUNCTION {Name(spec)}() FROM PUBLIC;";

    internal static string Rename(CaptureSpec from, CaptureSpec to) => $"ALTER FUNCTION {Name(from)}() RENAME TO {SqlText.Name(to.FunctionName!)};";

    internal static string Drop(CaptureSpec spec) => $"DROP FUNCTION IF EXISTS {Name(spec)}();";

    internal static string Name(CaptureSpec spec) => SqlText.Ours(spec.FunctionName!);

    private static string Body(CaptureSpec spec)
        => $"""
            #variable_conflict use_column
            DECLARE
                -- Once, whatever the rows: all of an invocation go to one slot (PurgeFunctionV1 says why that is right).
                {Slot} smallint := pg_sequence_last_value('{SchemaNames.Schema}.{SchemaNames.LogRing}'::regclass);
                -- The top-level transaction's, inside savepoints too: what the stream calls the transaction. A statement that wrote a row
                -- has given it a number; one that wrote none must not make it take one.
                {Xid} xid8 := pg_current_xact_id_if_assigned();
                {Now} timestamptz := clock_timestamp();
                {Order} bigint := {CaptureOrderV1.Current};{string.Concat(UsesArrays(spec) ? spec.OldColumns.Select((column, at) => $"\n    {Keys(at)} {column.StoreType}[];") : [])}
            BEGIN
                IF TG_OP = 'TRUNCATE' THEN
                    {Insert(spec, [], [])}
                    VALUES ({Values("'T'", [], "n", [], "o")});
                ELSIF TG_LEVEL = 'STATEMENT' AND TG_OP = 'INSERT' THEN
                    {Insert(spec, spec.LoggedColumns, [])}
                    SELECT {Values("'I'", spec.LoggedColumns, "n", [], "o")}
                    FROM {NewTable} n;
                ELSIF TG_LEVEL = 'STATEMENT' AND TG_OP = 'UPDATE' THEN
            {(UsesArrays(spec) ? UpdateByArrays(spec) : UpdateByJoin(spec, 2))}
                ELSIF TG_LEVEL = 'STATEMENT' THEN
                    {Insert(spec, [], spec.OldColumns)}
                    SELECT {Values("'D'", [], "n", spec.OldColumns, "o")}
                    FROM {OldTable} o;
                ELSIF TG_OP = 'INSERT' THEN
                    {Insert(spec, spec.LoggedColumns, [])}
                    VALUES ({Values("'I'", spec.LoggedColumns, "NEW", [], "OLD")});
                ELSIF TG_OP = 'UPDATE' THEN
                    {Insert(spec, spec.LoggedColumns, spec.OldColumns)}
                    VALUES ({Values("'U'", spec.LoggedColumns, "NEW", spec.OldColumns, "OLD")});
                ELSE
                    {Insert(spec, [], spec.OldColumns)}
                    VALUES ({Values("'D'", [], "NEW", spec.OldColumns, "OLD")});
                END IF;
                RETURN NULL;
            END
            """;

    private static bool UsesArrays(CaptureSpec spec)
        => spec.ReplicaIdentity != CaptureReplicaIdentity.Full
            && spec.OldColumns.Any()
            && spec.OldColumns.All(column => ArrayTypes.Contains(column.StoreType, StringComparer.Ordinal));

    private static string UpdateByArrays(CaptureSpec spec)
        => Lines(
            2,
            [
                .. spec.OldColumns.Select((column, at) => $"{Keys(at)} := ARRAY(SELECT o.{SqlText.Name(column.Name)} FROM {OldTable} o LIMIT {MaxRowsInArrays + 1});"),
                $"IF cardinality({Keys(0)}) <= {MaxRowsInArrays} THEN",
                "    -- The server fills both tables row by row, so equal numbers are one row's new and old version.",
                $"    {Insert(spec, spec.LoggedColumns, spec.OldColumns)}",
                $"    SELECT {Values("'U'", spec.LoggedColumns, "n", spec.OldColumns.Select((_, at) => $"{Keys(at)}[row_number() OVER ()]"))}",
                $"    FROM {NewTable} n;",
                "ELSE",
            ])
            + "\n" + UpdateByJoin(spec, 3) + "\n" + Lines(2, ["END IF;"]);

    /// <summary>
    /// A FULL JOIN, although both tables have the same rows: it cannot be carried out as a nested loop, and a session's plan for an update
    /// of one row is kept for its next one of a million. The rows take their numbers as they are read, before the join mixes them.
    /// </summary>
    private static string UpdateByJoin(CaptureSpec spec, int depth)
        => Lines(
            depth,
            [
                "-- The server fills both tables row by row, so equal numbers are one row's new and old version.",
                Insert(spec, spec.LoggedColumns, spec.OldColumns, SchemaNames.LogSequenceColumn),
                $"SELECT n.{Number}, {Values("'U'", spec.LoggedColumns, "n", spec.OldColumns, "o")}",
                $"FROM (SELECT {Numbered(spec.LoggedColumns)}, nextval('{SchemaNames.Schema}.{SchemaNames.LogSequence}') AS {Number} FROM {NewTable} t) n",
                $"FULL JOIN (SELECT {Numbered(spec.OldColumns)} FROM {OldTable} t) o ON o.{RowNumber} = n.{RowNumber};",
            ]);

    /// <summary>Names its columns: a migration that undoes another one may bring them back in another order.</summary>
    private static string Insert(CaptureSpec spec, IEnumerable<CapturedColumn> current, IEnumerable<CapturedColumn> old, params string[] first)
        => $"INSERT INTO {LogTableV1.Name(spec)} ({SqlText.List([.. first, SchemaNames.LogTransactionColumn, SchemaNames.LogTimeColumn, SchemaNames.LogOperationColumn, SchemaNames.LogRingColumn, SchemaNames.LogOrderColumn, .. current.Select(column => SqlText.Name(column.Name)), .. old.Select(column => SqlText.Name(column.OldName))])})";

    private static string Values(string operation, IEnumerable<CapturedColumn> current, string row, IEnumerable<CapturedColumn> old, string oldRow)
        => Values(operation, current, row, old.Select(column => $"{oldRow}.{SqlText.Name(column.Name)}"));

    private static string Values(string operation, IEnumerable<CapturedColumn> current, string row, IEnumerable<string> old)
        => SqlText.List([Xid, Now, operation, Slot, Order, .. current.Select(column => $"{row}.{SqlText.Name(column.Name)}"), .. old]);

    private static string Numbered(IEnumerable<CapturedColumn> columns)
        => SqlText.List([.. columns.Select(column => $"t.{SqlText.Name(column.Name)}"), $"row_number() OVER () AS {RowNumber}"]);

    private static string Keys(int at) => string.Create(CultureInfo.InvariantCulture, $"pgcdc_keys{at}");

    /// <summary>Only line starts are indented: a name may contain a line break.</summary>
    private static string Lines(int depth, IEnumerable<string> lines)
        => string.Join('\n', lines.Select(line => new string(' ', 4 * depth) + line));
}
