using Npgsql;
using PgCdc.Sdk.Binding;
using PgCdc.Sdk.Decoding;

namespace PgCdc.Sdk.Validation;

/// <summary>Whether the publication exists, is an explicit list, and publishes what the entities capture.</summary>
internal sealed class PublicationCheck : IStartupCheck
{
    public async Task<IReadOnlyList<StartupProblem>> CheckAsync(StartupCheckContext context, CancellationToken cancellationToken)
    {
        var name = context.Options.PublicationName;
        var quoted = $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
        var problems = new List<StartupProblem>();
        bool isThroughRoot;
        await using var connection = await context.Source.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        await using (var command = connection.CreateCommand())
        {
            command.CommandText =
                "SELECT puballtables, pubinsert AND pubupdate AND pubdelete AND pubtruncate, pubviaroot FROM pg_publication WHERE pubname = $1";
            command.Parameters.AddWithValue(name);
            await using var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
            if (!await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
            {
                problems.Add(new StartupProblem(
                    $"The publication {quoted} does not exist in the database \"{connection.Database}\".",
                    $"dotnet ef migrations add Capture && dotnet ef database update (with UsePgCdc() in the context's options); or CREATE PUBLICATION {quoted} FOR TABLE …;"));
                return problems;
            }

            if (reader.GetBoolean(0))
            {
                problems.Add(new StartupProblem(
                    $"The publication {quoted} is FOR ALL TABLES: it would publish log and checkpoint tables back to the consumer, without end.",
                    $"DROP PUBLICATION {quoted}; CREATE PUBLICATION {quoted} FOR TABLE {string.Join(", ", context.Entities.Select(static entity => entity.Table.DisplayName))};"));
                return problems;
            }

            isThroughRoot = reader.GetBoolean(2);
            if (!reader.GetBoolean(1))
            {
                problems.Add(new StartupProblem(
                    $"The publication {quoted} does not publish every operation.",
                    $"ALTER PUBLICATION {quoted} SET (publish = 'insert, update, delete, truncate');"));
            }
        }

        var published = new Dictionary<(string, string), (HashSet<string> Columns, HashSet<string> Computed)>();
        var version = connection.PostgreSqlVersion.Major;
        await using (var command = connection.CreateCommand())
        {
            command.CommandText =
                """
                SELECT published.schemaname::text, published.tablename::text, published.attnames::text[],
                       ARRAY(SELECT attribute.attname::text FROM pg_attribute AS attribute
                             JOIN pg_class AS class ON class.oid = attribute.attrelid JOIN pg_namespace AS schema ON schema.oid = class.relnamespace
                             WHERE schema.nspname = published.schemaname AND class.relname = published.tablename AND attribute.attgenerated <> '')
                FROM pg_publication_tables AS published WHERE published.pubname = $1
                """;
            command.Parameters.AddWithValue(name);
            await using var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
            while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
            {
                published[(reader.GetString(0), reader.GetString(1))] =
                    (reader.IsDBNull(2) ? [] : [.. reader.GetFieldValue<string[]>(2)], [.. reader.GetFieldValue<string[]>(3)]);
            }
        }

        var (partitioned, heirs) = await ReadFamiliesAsync(connection, name, cancellationToken).ConfigureAwait(false);
        problems.AddRange(
            from heir in heirs
            let captured = context.Entities.Select(static entity => (entity.Table.Schema, entity.Table.Table)).ToHashSet()
            where captured.Contains(heir.Parent) && !captured.Contains(heir.Child)
            select new StartupProblem(
                $"{heir.Child.Schema}.{heir.Child.Table} inherits from {heir.Parent.Schema}.{heir.Parent.Table} and is published with it, but under its own name: its rows would pass unhandled.",
                $"Capture an entity for it as well; or publish the parent alone: ALTER PUBLICATION {quoted} DROP TABLE …; ALTER PUBLICATION {quoted} ADD TABLE ONLY …;"));

        foreach (var (entity, table) in context.Entities)
        {
            if (!published.TryGetValue((table.Schema, table.Table), out var found))
            {
                if (!isThroughRoot && partitioned.Contains((table.Schema, table.Table)))
                {
                    problems.Add(new StartupProblem(
                        $"{table.DisplayName} ({entity.Name}) is partitioned, and the publication {quoted} publishes each partition under its own name.",
                        $"ALTER PUBLICATION {quoted} SET (publish_via_partition_root = true);"));
                    continue;
                }

                problems.Add(new StartupProblem(
                    $"{table.DisplayName} ({entity.Name}) is not in the publication {quoted}.",
                    $"ALTER PUBLICATION {quoted} ADD TABLE \"{table.Schema}\".\"{table.Table}\";"));
                continue;
            }

            var (columns, computed) = found;
            foreach (var use in table.UsesOf(entity.Name, entity.Properties.OfType<FieldProperty>()))
            {
                // Until 17 the catalog may list it all the same; it is not sent.
                if (computed.Contains(use.Column) && (version < 18 || !columns.Contains(use.Column)))
                {
                    problems.Add(Computed(use, entity, table, quoted, version));
                }
            }

            var missing = table.UsesOf(entity.Name, entity.Properties.OfType<FieldProperty>())
                .Select(static use => use.Column)
                .Where(column => !columns.Contains(column) && !computed.Contains(column))
                .ToList();
            if (columns.Count > 0 && missing.Count > 0)
            {
                problems.Add(new StartupProblem(
                    $"{table.DisplayName} ({entity.Name}) is published without the column{(missing.Count > 1 ? "s" : "")} {string.Join(", ", missing)}, or lacks {(missing.Count > 1 ? "them" : "it")}.",
                    "dotnet ef database update; or mend the publication's column list with ALTER PUBLICATION … SET TABLE …;")
                {
                    IsColumnMissing = true,
                });
            }
        }

        return problems;
    }

    /// <summary>The partitioned tables of the database, and the published tables that inherit from others.</summary>
    private static async Task<(HashSet<(string, string)> Partitioned, List<((string Schema, string Table) Parent, (string Schema, string Table) Child)> Heirs)>
        ReadFamiliesAsync(NpgsqlConnection connection, string publication, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            """
            SELECT schema.nspname::text, class.relname::text, NULL, NULL
            FROM pg_class AS class JOIN pg_namespace AS schema ON schema.oid = class.relnamespace
            WHERE class.relkind = 'p'
            UNION ALL
            SELECT parent_schema.nspname::text, parent.relname::text, published.schemaname::text, published.tablename::text
            FROM pg_publication_tables AS published
                JOIN pg_namespace AS child_schema ON child_schema.nspname = published.schemaname
                JOIN pg_class AS child ON child.relnamespace = child_schema.oid AND child.relname = published.tablename
                JOIN pg_inherits AS inherited ON inherited.inhrelid = child.oid
                JOIN pg_class AS parent ON parent.oid = inherited.inhparent
                JOIN pg_namespace AS parent_schema ON parent_schema.oid = parent.relnamespace
            WHERE published.pubname = $1 AND NOT child.relispartition
            """,
            connection);
        command.Parameters.AddWithValue(publication);
        var partitioned = new HashSet<(string, string)>();
        var heirs = new List<((string, string), (string, string))>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            var table = (reader.GetString(0), reader.GetString(1));
            if (reader.IsDBNull(2))
            {
                partitioned.Add(table);
            }
            else
            {
                heirs.Add((table, (reader.GetString(2), reader.GetString(3))));
            }
        }

        return (partitioned, heirs);
    }

    private static StartupProblem Computed(ColumnUse use, EntityShape entity, EntityTable table, string publication, int version)
    {
        var exclude = $"xclude it with [CaptureChanges(Exclude = [nameof({entity.Name}.{use.Property.Name})])]";
        return new StartupProblem(
            $"Column \"{use.Column}\" of {table.DisplayName} is computed by the server, which does not publish it: {use.Path} would always hold its default.",
            version >= 18
                ? $"ALTER PUBLICATION {publication} SET (publish_generated_columns = stored); or e{exclude}"
                : $"E{exclude}; PostgreSQL 18 is the first to publish stored computed columns");
    }
}
