using PgCdc.Sdk.Migrations.Metadata;

namespace PgCdc.Sdk.Migrations.Sql;

/// <summary>
/// The publication of version 1: an explicit list of tables, since one FOR ALL TABLES would stream logs and checkpoints back.
/// Partitions are published as their root, which is what the model knows.
/// </summary>
internal static class PublicationV1
{
    internal static string Create(string publication)
        => $"""
            DO {SqlText.DollarQuoted(
            $"""
            BEGIN
                IF NOT EXISTS (SELECT FROM pg_catalog.pg_publication WHERE pubname = {SqlText.Literal(publication)}) THEN
                    CREATE PUBLICATION {SqlText.Name(publication)} WITH (publish = 'insert, update, delete, truncate', publish_via_partition_root = true);
                ELSIF EXISTS (SELECT FROM pg_catalog.pg_publication WHERE pubname = {SqlText.Literal(publication)} AND puballtables) THEN
                    RAISE EXCEPTION USING MESSAGE = {SqlText.Literal($"The publication '{publication}' exists FOR ALL TABLES and would stream log and checkpoint tables back; drop it, or name another one with UsePgCdc(o => o.Publication(…)).")};
                END IF;
            END
            """)};
            """;

    internal static string Drop(string publication) => $"DROP PUBLICATION IF EXISTS {SqlText.Name(publication)};";

    internal static string Add(CaptureSpec spec)
        => $"ALTER PUBLICATION {SqlText.Name(spec.Publication)} ADD TABLE {SqlText.Table(spec)}{ColumnList(spec)};";

    internal static string Remove(CaptureSpec spec)
        => $"ALTER PUBLICATION {SqlText.Name(spec.Publication)} DROP TABLE {SqlText.Table(spec)};";

    internal static string ColumnList(CaptureSpec spec)
        => spec.HasColumnList
            ? $" ({SqlText.List(spec.Columns.Where(column => column.IsPublished).Select(column => SqlText.Name(column.Name)))})"
            : "";
}
