using System.Globalization;
using PgCdc.Sdk.Migrations.Metadata;
using PgCdc.Sdk.Migrations.Schema;

namespace PgCdc.Sdk.Migrations.Sql;

/// <summary>
/// The log table of version 1: order, transaction, time and operation, the captured columns, and the old values.
/// Mirrored columns are nullable, since a deleted row has only its old ones.
/// </summary>
/// <remarks>
/// <para>Each slot of the ring is a partition, and all of them always exist: a writer never finds its slot missing because nobody rotated.
/// Whole slots are emptied with TRUNCATE (<see cref="PurgeFunctionV1"/>), which leaves nothing to vacuum and waits for no writer.</para>
/// <para>There is no key and no index: writers pay for one with every row, and a reader sorts what it reads once.</para>
/// </remarks>
internal static class LogTableV1
{
    internal static string Create(CaptureSpec spec)
    {
        var columns = Columns(spec).Select(column => $",\n    {SqlText.Name(column.Name)} {column.Type}");

        // Nothing is ever updated or deleted here, so there is nothing to vacuum but against wraparound, which the server does regardless.
        var slots = Slots().Select(slot =>
            $"\nCREATE TABLE {SlotName(spec, slot)} PARTITION OF {Name(spec)} FOR VALUES IN ({slot}) WITH (autovacuum_enabled = false);");

        return $"""
            CREATE TABLE {Name(spec)} (
                {SchemaNames.LogSequenceColumn} bigint NOT NULL DEFAULT pg_catalog.nextval('{SchemaNames.Schema}.{SchemaNames.LogSequence}'),
                {SchemaNames.LogTransactionColumn} pg_catalog.xid8 NOT NULL,
                {SchemaNames.LogTimeColumn} timestamp with time zone NOT NULL,
                {SchemaNames.LogOperationColumn} "char" NOT NULL,
                {SchemaNames.LogRingColumn} smallint NOT NULL,
                {SchemaNames.LogOrderColumn} bigint{string.Concat(columns)}
            ) PARTITION BY LIST ({SchemaNames.LogRingColumn});{string.Concat(slots)}
            """;
    }

    internal static string Drop(CaptureSpec spec) => $"DROP TABLE IF EXISTS {Name(spec)};";

    internal static string Rename(CaptureSpec from, CaptureSpec to)
        => $"ALTER TABLE {Name(from)} RENAME TO {SqlText.Name(to.LogTable!)};"
            + string.Concat(Slots().Select(slot => $"\nALTER TABLE {SlotName(from, slot)} RENAME TO {SqlText.Name(PlainSlotName(to, slot))};"));

    /// <summary>Renames a column together with its old value's; a name that stays the same is left alone.</summary>
    internal static IEnumerable<string> RenameColumn(CaptureSpec spec, CapturedColumn from, CapturedColumn to)
    {
        if (from.IsLogged)
        {
            yield return $"ALTER TABLE {Name(spec)} RENAME COLUMN {SqlText.Name(from.Name)} TO {SqlText.Name(to.Name)};";
        }

        if (spec.OldColumns.Contains(from))
        {
            yield return $"ALTER TABLE {Name(spec)} RENAME COLUMN {SqlText.Name(from.OldName)} TO {SqlText.Name(to.OldName)};";
        }
    }

    /// <summary>Makes the columns of one specification into those of another.</summary>
    internal static IEnumerable<string> Change(CaptureSpec from, CaptureSpec to)
    {
        var before = Columns(from).ToDictionary(column => column.Name, column => column.Type, StringComparer.Ordinal);
        var after = Columns(to).ToDictionary(column => column.Name, column => column.Type, StringComparer.Ordinal);
        var actions = new List<string>();
        actions.AddRange(before.Keys.Where(name => !after.ContainsKey(name)).Select(name => $"DROP COLUMN {SqlText.Name(name)}"));
        actions.AddRange(after.Where(column => before.TryGetValue(column.Key, out var was) && was != column.Value)
            .Select(column => $"ALTER COLUMN {SqlText.Name(column.Key)} TYPE {column.Value} USING {SqlText.Name(column.Key)}::{column.Value}"));
        if (actions.Count > 0)
        {
            yield return $"ALTER TABLE {Name(to)}\n    {string.Join(",\n    ", actions)};";
        }

        foreach (var column in to.Columns)
        {
            foreach (var name in ((string[])[column.Name, column.OldName]).Where(name => after.ContainsKey(name) && !before.ContainsKey(name)))
            {
                // Rows that were logged with the column, but without its old value, had other ones than the constant.
                yield return before.ContainsKey(column.Name)
                    ? $"ALTER TABLE {Name(to)} ADD COLUMN {SqlText.Name(name)} {column.StoreType};"
                    : AddColumn(to, name, column);
            }
        }
    }

    /// <summary>
    /// Rows that were logged before show what the table's own rows of that time show: the constant that the column was added with. Else a
    /// gap that reaches back before the column could not be closed, where the property cannot be null.
    /// </summary>
    private static string AddColumn(CaptureSpec spec, string name, CapturedColumn column)
        => $"""
            DO {SqlText.DollarQuoted(
            $"""
            DECLARE
                missing text;
            BEGIN
                SELECT (attmissingval::text::text[])[1] INTO missing
                FROM pg_catalog.pg_attribute
                WHERE attname = {SqlText.Literal(column.Name)} AND atthasmissing
                    AND (attrelid = {SqlText.Literal(SqlText.Table(spec))}::pg_catalog.regclass
                        OR attrelid IN (SELECT relid FROM pg_catalog.pg_partition_tree({SqlText.Literal(SqlText.Table(spec))}::pg_catalog.regclass)))
                LIMIT 1;
                EXECUTE {SqlText.Literal($"ALTER TABLE {Name(spec)} ADD COLUMN {SqlText.Name(name)} {column.StoreType}")} || coalesce(' DEFAULT ' || pg_catalog.quote_literal(missing), '');
                EXECUTE {SqlText.Literal($"ALTER TABLE {Name(spec)} ALTER COLUMN {SqlText.Name(name)} DROP DEFAULT")};
            END
            """)};
            """;

    internal static string Grant(CaptureSpec spec, string role) => $"GRANT SELECT ON {Name(spec)} TO {SqlText.Name(role)};";

    internal static string Name(CaptureSpec spec) => SqlText.Ours(spec.LogTable!);

    private static IEnumerable<int> Slots() => Enumerable.Range(0, SchemaNames.LogRingSlots);

    private static string SlotName(CaptureSpec spec, int slot) => SqlText.Ours(PlainSlotName(spec, slot));

    /// <summary>Purging finds the partitions by this name too. It is shorter than the capture function's, so it always fits.</summary>
    private static string PlainSlotName(CaptureSpec spec, int slot)
        => string.Create(CultureInfo.InvariantCulture, $"slot{slot}_{spec.LogTable![SchemaNames.LogTablePrefix.Length..]}");

    private static IEnumerable<(string Name, string Type)> Columns(CaptureSpec spec)
        => spec.LoggedColumns.Select(column => (column.Name, column.StoreType))
            .Concat(spec.OldColumns.Select(column => (column.OldName, column.StoreType)));
}
