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

            if (!reader.GetBoolean(1))
            {
                problems.Add(new StartupProblem(
                    $"The publication {quoted} does not publish every operation.",
                    $"ALTER PUBLICATION {quoted} SET (publish = 'insert, update, delete, truncate');"));
            }
        }

        var published = new Dictionary<(string, string), HashSet<string>>();
        await using (var command = connection.CreateCommand())
        {
            command.CommandText = "SELECT schemaname::text, tablename::text, attnames::text[] FROM pg_publication_tables WHERE pubname = $1";
            command.Parameters.AddWithValue(name);
            await using var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
            while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
            {
                published[(reader.GetString(0), reader.GetString(1))] = reader.IsDBNull(2) ? [] : [.. reader.GetFieldValue<string[]>(2)];
            }
        }

        foreach (var (entity, table) in context.Entities)
        {
            if (!published.TryGetValue((table.Schema, table.Table), out var columns))
            {
                problems.Add(new StartupProblem(
                    $"{table.DisplayName} ({entity.Name}) is not in the publication {quoted}.",
                    $"ALTER PUBLICATION {quoted} ADD TABLE \"{table.Schema}\".\"{table.Table}\";"));
                continue;
            }

            var missing = table.UsesOf(entity.Name, entity.Properties.OfType<FieldProperty>())
                .Select(static use => use.Column)
                .Where(column => !columns.Contains(column))
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
}
