using PgCdc.Sdk.Migrations.Schema;

namespace PgCdc.Sdk.Migrations.Sql;

/// <summary>
/// What version 1 installs once. Several contexts of one database may each do it: what exists is kept, and what another
/// still needs is not dropped.
/// </summary>
internal static class SchemaV1
{
    // CREATE SCHEMA IF NOT EXISTS asks for the right to create one even where it exists.
    internal static string CreateSchema()
        => $"""
            DO {SqlText.DollarQuoted(
            $"""
            BEGIN
                IF NOT EXISTS (SELECT FROM pg_catalog.pg_namespace WHERE nspname = '{SchemaNames.Schema}') THEN
                    CREATE SCHEMA {SchemaNames.Schema};
                END IF;
            END
            """)};
            """;

    internal static string DropSchema() => UnlessNeeded($"DROP SCHEMA IF EXISTS {SchemaNames.Schema}");

    internal static string GrantUsage(string role) => $"GRANT USAGE ON SCHEMA {SchemaNames.Schema} TO {SqlText.Name(role)};";

    internal static string GrantCheckpoints(string role)
        => $"GRANT SELECT, INSERT, UPDATE, DELETE ON {SchemaNames.Schema}.{SchemaNames.CheckpointTable}, {SchemaNames.Schema}.{SchemaNames.CheckpointBaseTable}, {SchemaNames.Schema}.{SchemaNames.HandledTable} TO {SqlText.Name(role)};";

    private static string UnlessNeeded(string statement)
        => $"""
            DO {SqlText.DollarQuoted(
            $"""
            BEGIN
                {statement};
            EXCEPTION WHEN dependent_objects_still_exist THEN
                NULL;
            END
            """)};
            """;
}
