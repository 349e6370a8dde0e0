using PgCdc.Sdk.Migrations.Metadata;

namespace PgCdc.Sdk.Migrations.Sql;

/// <summary>What version 1 sets on the captured table itself.</summary>
internal static class TableSettingsV1
{
    /// <summary>
    /// Of the table and of its partitions: they do not inherit it, and what is written of an old row is decided by the partition that it lies
    /// in. Only the server knows whether there are any.
    /// </summary>
    internal static IEnumerable<string> ReplicaIdentity(CaptureSpec spec)
    {
        var table = SqlText.Table(spec);
        var identity = spec.ReplicaIdentity == CaptureReplicaIdentity.Full ? "FULL" : "DEFAULT";
        if (spec.IdentityIndex is { } index)
        {
            yield return $"ALTER TABLE {table} REPLICA IDENTITY USING INDEX {SqlText.Name(index)};";
            yield return ForEach(
                $"""
                SELECT format('ALTER TABLE %s REPLICA IDENTITY USING INDEX %I', indrelid::pg_catalog.regclass, relname)
                        FROM pg_catalog.pg_partition_tree({SqlText.Literal(SqlText.InSchema(spec, index))}::pg_catalog.regclass)
                        JOIN pg_catalog.pg_index ON indexrelid = relid JOIN pg_catalog.pg_class ON pg_class.oid = relid
                        WHERE level > 0
                """);
        }
        else
        {
            yield return $"ALTER TABLE {table} REPLICA IDENTITY {identity};";
            yield return ForEach(
                $"""
                SELECT format('ALTER TABLE %s REPLICA IDENTITY {identity}', relid)
                        FROM pg_catalog.pg_partition_tree({SqlText.Literal(table)}::pg_catalog.regclass) JOIN pg_catalog.pg_class ON pg_class.oid = relid
                        WHERE level > 0 AND relkind IN ('r', 'p')
                """);
        }
    }

    private static string ForEach(string statements)
        => $"""
            DO {SqlText.DollarQuoted(
            $"""
            DECLARE
                statement text;
            BEGIN
                FOR statement IN
                    {statements}
                LOOP
                    EXECUTE statement;
                END LOOP;
            END
            """)};
            """;

    internal static IEnumerable<string> Grant(CaptureSpec spec, string role)
    {
        if (spec.Schema is not null)
        {
            yield return $"GRANT USAGE ON SCHEMA {SqlText.Name(spec.Schema)} TO {SqlText.Name(role)};";
        }

        yield return $"GRANT SELECT ON {SqlText.Table(spec)} TO {SqlText.Name(role)};";
    }
}
