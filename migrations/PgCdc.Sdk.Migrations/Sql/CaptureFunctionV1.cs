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
    private const string RowNumber = "pgcdc_n";

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
            BEGIN
                IF TG_OP = 'TRUNCATE' THEN
                    {Insert(spec, [], [])}
                    VALUES ('T');
                ELSIF TG_LEVEL = 'STATEMENT' AND TG_OP = 'INSERT' THEN
                    {Insert(spec, spec.LoggedColumns, [])}
                    SELECT {Values("'I'", spec.LoggedColumns, "n", [], "o")}
                    FROM {NewTable} n;
                ELSIF TG_LEVEL = 'STATEMENT' AND TG_OP = 'UPDATE' THEN
                    -- The server fills both tables row by row, so equal numbers are one row's new and old version.
                    {Insert(spec, spec.LoggedColumns, spec.OldColumns)}
                    SELECT {Values("'U'", spec.LoggedColumns, "n", spec.OldColumns, "o")}
                    FROM (SELECT {Numbered(spec.LoggedColumns)} FROM {NewTable} t) n
                    JOIN (SELECT {Numbered(spec.OldColumns)} FROM {OldTable} t) o ON o.{RowNumber} = n.{RowNumber}
                    ORDER BY n.{RowNumber};
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

    /// <summary>Names its columns: a migration that undoes another one may bring them back in another order.</summary>
    private static string Insert(CaptureSpec spec, IEnumerable<CapturedColumn> current, IEnumerable<CapturedColumn> old)
        => $"INSERT INTO {LogTableV1.Name(spec)} ({SqlText.List([SchemaNames.LogOperationColumn, .. current.Select(column => SqlText.Name(column.Name)), .. old.Select(column => SqlText.Name(column.OldName))])})";

    private static string Values(string operation, IEnumerable<CapturedColumn> current, string row, IEnumerable<CapturedColumn> old, string oldRow)
        => SqlText.List([operation, .. current.Select(column => $"{row}.{SqlText.Name(column.Name)}"), .. old.Select(column => $"{oldRow}.{SqlText.Name(column.Name)}")]);

    private static string Numbered(IEnumerable<CapturedColumn> columns)
        => SqlText.List([.. columns.Select(column => $"t.{SqlText.Name(column.Name)}"), $"row_number() OVER () AS {RowNumber}"]);
}
