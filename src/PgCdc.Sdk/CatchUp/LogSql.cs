using System.Globalization;
using PgCdc.Sdk.Checkpoints;
using PgCdc.Sdk.Tables;

namespace PgCdc.Sdk.CatchUp;

/// <summary>The queries over the log tables. Pure.</summary>
internal static class LogSql
{
    public static string Lock(IReadOnlyList<LogTable> tables) => $"LOCK TABLE {string.Join(", ", tables.Select(Name))} IN ACCESS SHARE MODE";

    /// <summary>A row per transaction: identifier, last row, number of rows.</summary>
    public static string List(IReadOnlyList<LogTable> tables, PgSnapshot since) =>
        $"""
        SELECT pgcdc_xid, max(pgcdc_seq), max(pgcdc_at), count(*)
        FROM ({string.Join(" UNION ALL ", tables.Select(table => $"SELECT pgcdc_xid, pgcdc_seq, pgcdc_at FROM {Name(table)} AS log WHERE {Since(since)}"))}) AS missing
        GROUP BY pgcdc_xid
        ORDER BY 2
        """;

    /// <summary>
    /// A row per log row, as COPY sends it: identifier, table, operation, values. Within a transaction by the statement's beginning where
    /// the log tells it, since a statement's own rows are logged behind those that its triggers wrote; else by number.
    /// </summary>
    public static string Read(IReadOnlyList<LogTable> tables, PgSnapshot since) =>
        $"""
        COPY (
            WITH transactions AS MATERIALIZED (
                SELECT pgcdc_xid, max(pgcdc_seq) AS last
                FROM ({string.Join(" UNION ALL ", tables.Select(table => $"SELECT pgcdc_xid, pgcdc_seq FROM {Name(table)} AS log WHERE {Since(since)}"))}) AS missing
                GROUP BY pgcdc_xid
            )
            SELECT missing.pgcdc_xid, missing.number, missing.operation, missing.body
            FROM transactions
            JOIN (
                {string.Join("\n        UNION ALL\n        ", tables.Select((table, index) => Rows(table, index, since)))}
            ) AS missing USING (pgcdc_xid)
            ORDER BY transactions.last, missing.position, missing.pgcdc_seq
        ) TO STDOUT (FORMAT binary)
        """;

    /// <summary>How a column's value is asked for.</summary>
    public static string Value(LogColumn column) => column.IsText ? $"log.{SqlName.Quote(column.LogName)}::text" : $"log.{SqlName.Quote(column.LogName)}";

    private static string Rows(LogTable table, int index, PgSnapshot since) => string.Create(
        CultureInfo.InvariantCulture,
        $"SELECT pgcdc_xid, pgcdc_seq, coalesce(pgcdc_order, pgcdc_seq) AS position, {index}::int4 AS number, pgcdc_op AS operation, record_send(ROW({string.Join(", ", table.Columns.Select(Value))})) AS body FROM {Name(table)} AS log WHERE {Since(since)}");

    /// <summary>The comparison first: it spares the call for the many rows that are long since handled.</summary>
    private static string Since(PgSnapshot since) => string.Create(
        CultureInfo.InvariantCulture, $"log.pgcdc_xid >= '{since.Xmin}'::xid8 AND NOT pg_visible_in_snapshot(log.pgcdc_xid, '{since}'::pg_snapshot)");

    private static string Name(LogTable table) => SqlName.Quote(table.Log.Schema, table.Log.Table);
}
