using PgCdc.Sdk.Migrations.Metadata;
using PgCdc.Sdk.Migrations.Schema;

namespace PgCdc.Sdk.Migrations.Sql;

/// <summary>
/// The log table of version 1: order, transaction, time and operation, the captured columns, and the old values.
/// Mirrored columns are nullable, since a deleted row has only its old ones.
/// </summary>
internal static class LogTableV1
{
    internal static string Create(CaptureSpec spec)
    {
        var columns = Columns(spec).Select(column => $",\n    {SqlText.Name(column.Name)} {column.Type}");

        // pg_current_xact_id() is the top-level transaction's, inside savepoints too: what the stream calls the transaction.
        return $"""
            CREATE TABLE {Name(spec)} (
                {SchemaNames.LogSequenceColumn} bigint NOT NULL DEFAULT pg_catalog.nextval('{SchemaNames.Schema}.{SchemaNames.LogSequence}') PRIMARY KEY,
                {SchemaNames.LogTransactionColumn} pg_catalog.xid8 NOT NULL DEFAULT pg_catalog.pg_current_xact_id(),
                {SchemaNames.LogTimeColumn} timestamp with time zone NOT NULL DEFAULT pg_catalog.clock_timestamp(),
                {SchemaNames.LogOperationColumn} "char" NOT NULL{string.Concat(columns)}
            );
            """;
    }

    internal static string Drop(CaptureSpec spec) => $"DROP TABLE IF EXISTS {Name(spec)};";

    internal static string Rename(CaptureSpec from, CaptureSpec to) => $"ALTER TABLE {Name(from)} RENAME TO {SqlText.Name(to.LogTable!)};";

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
    internal static string? Change(CaptureSpec from, CaptureSpec to)
    {
        var before = Columns(from).ToDictionary(column => column.Name, column => column.Type, StringComparer.Ordinal);
        var after = Columns(to).ToDictionary(column => column.Name, column => column.Type, StringComparer.Ordinal);
        var actions = new List<string>();
        actions.AddRange(before.Keys.Where(name => !after.ContainsKey(name)).Select(name => $"DROP COLUMN {SqlText.Name(name)}"));
        foreach (var (name, type) in after)
        {
            if (!before.TryGetValue(name, out var was))
            {
                actions.Add($"ADD COLUMN {SqlText.Name(name)} {type}");
            }
            else if (was != type)
            {
                actions.Add($"ALTER COLUMN {SqlText.Name(name)} TYPE {type} USING {SqlText.Name(name)}::{type}");
            }
        }

        return actions.Count == 0 ? null : $"ALTER TABLE {Name(to)}\n    {string.Join(",\n    ", actions)};";
    }

    internal static string Grant(CaptureSpec spec, string role) => $"GRANT SELECT ON {Name(spec)} TO {SqlText.Name(role)};";

    internal static string Name(CaptureSpec spec) => SqlText.Ours(spec.LogTable!);

    private static IEnumerable<(string Name, string Type)> Columns(CaptureSpec spec)
        => spec.LoggedColumns.Select(column => (column.Name, column.StoreType))
            .Concat(spec.OldColumns.Select(column => (column.OldName, column.StoreType)));
}
