using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using PgCdc.Sdk.Migrations.Metadata;
using PgCdc.Sdk.Migrations.Schema;

namespace PgCdc.Sdk.EntityFrameworkCore;

/// <summary>
/// Whether the source really has the log tables and triggers that the model asks for: a replaced SQL generator, a restored dump or a
/// bulk loader that switched triggers off would otherwise be noticed at the first failover.
/// </summary>
internal sealed class EfCaptureCheck<TContext>(IServiceScopeFactory scopes) : IStartupCheck
    where TContext : DbContext
{
    public async Task<IReadOnlyList<StartupProblem>> CheckAsync(StartupCheckContext context, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var model = scope.ServiceProvider.GetRequiredService<TContext>().Model;
        var problems = new List<StartupProblem>();
        if (model.GetPgCdcPublication() is { } publication && publication != context.Options.PublicationName)
        {
            problems.Add(new StartupProblem(
                $"The migrations of {typeof(TContext).Name} fill the publication \"{publication}\", but the consumer streams \"{context.Options.PublicationName}\".",
                $"Configure(options => options.PublicationName = \"{publication}\")"));
        }

        await using var connection = await context.Source.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        var logs = new List<string>();
        foreach (var (entity, table) in context.Entities)
        {
            if (model.FindEntityType(entity.EntityType) is not { } type)
            {
                continue;
            }

            if (type.GetCapture() is not { } capture)
            {
                problems.Add(new StartupProblem(
                    $"{entity.Name} has a decoder, but {typeof(TContext).Name} does not capture its table {table.DisplayName}.",
                    "Add UsePgCdc() after UseNpgsql(…) in the context's options, then: dotnet ef migrations add Capture && dotnet ef database update"));
                continue;
            }

            if (capture.ReplicaIdentity == CaptureReplicaIdentity.Full && !await IsFullAsync(connection, table.Schema, table.Table, cancellationToken).ConfigureAwait(false))
            {
                problems.Add(new StartupProblem(
                    $"{table.DisplayName} ({entity.Name}) is captured with replica identity full, but the server has another one: updates and deletes would not bring their old row.",
                    $"ALTER TABLE {Quoted(table.Schema)}.{Quoted(table.Table)} REPLICA IDENTITY FULL; (or dotnet ef database update)"));
            }

            if (capture.LogTable is { } log)
            {
                logs.Add(log);
                problems.AddRange(await CheckLogAsync(connection, table.Schema, table.Table, log, capture, cancellationToken).ConfigureAwait(false));
            }
        }

        if (logs.Count > 0)
        {
            problems.AddRange(await CheckRightsAsync(connection, logs, cancellationToken).ConfigureAwait(false));
        }

        return problems;
    }

    /// <summary>What purging and a catch-up call and read: without it a gap would be found open only when there is one.</summary>
    private static async Task<IReadOnlyList<StartupProblem>> CheckRightsAsync(
        NpgsqlConnection connection, List<string> logs, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            """
            WITH schema AS (SELECT oid FROM pg_namespace WHERE nspname = $1),
                 function AS (SELECT proc.oid, proc.proname FROM pg_proc AS proc JOIN schema ON schema.oid = proc.pronamespace WHERE proc.proname = ANY ($2))
            SELECT ARRAY(SELECT name FROM unnest($2) AS name WHERE name NOT IN (SELECT proname FROM function)),
                   ARRAY(SELECT 'USAGE ON SCHEMA ' || $1 FROM schema WHERE NOT has_schema_privilege(schema.oid, 'USAGE')
                         UNION ALL
                         SELECT 'EXECUTE ON FUNCTION ' || $1 || '.' || proname FROM function WHERE NOT has_function_privilege(oid, 'EXECUTE')
                         UNION ALL
                         SELECT 'SELECT ON ' || $1 || '.' || class.relname FROM pg_class AS class JOIN schema ON schema.oid = class.relnamespace
                         WHERE class.relname = ANY ($3) AND NOT has_table_privilege(class.oid, 'SELECT'))
            """,
            connection);
        command.Parameters.AddWithValue(SchemaNames.Schema);
        command.Parameters.AddWithValue(
            (string[])[SchemaNames.RegisterReaderFunction, SchemaNames.PurgeLogFunction, SchemaNames.LogPurgedBelowFunction]);
        command.Parameters.AddWithValue(logs.ToArray());
        await using var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        await reader.ReadAsync(cancellationToken).ConfigureAwait(false);
        var problems = new List<StartupProblem>();
        if (reader.GetFieldValue<string[]>(0) is { Length: > 0 } missing)
        {
            problems.Add(new StartupProblem(
                $"The database lacks the function{(missing.Length > 1 ? "s" : "")} {string.Join(", ", missing.Select(static name => $"{SchemaNames.Schema}.{name}"))}, with which logs are purged and read.",
                "dotnet ef database update; where it says that nothing is pending, the log was made by an earlier version: remove its migration and add it anew"));
        }

        if (reader.GetFieldValue<string[]>(1) is { Length: > 0 } denied)
        {
            problems.Add(new StartupProblem(
                $"The role that streams lacks {string.Join(", ", denied)}: a lost slot could not be recovered.",
                $"{string.Join(" ", denied.Select(static right => $"GRANT {right} TO …;"))} (or UsePgCdc(cdc => cdc.GrantTo(\"…\")) and a migration)"));
        }

        return problems;
    }

    private static async Task<IReadOnlyList<StartupProblem>> CheckLogAsync(
        NpgsqlConnection connection, string schema, string table, string log, CaptureSpec capture, CancellationToken cancellationToken)
    {
        // By the catalogs, not by regclass: a role that streams need not have the right to use the schemas.
        await using var command = new NpgsqlCommand(
            $"""
            SELECT EXISTS (
                       SELECT FROM pg_class AS log JOIN pg_namespace AS schema ON schema.oid = log.relnamespace
                       WHERE schema.nspname = $3 AND log.relname = $4),
                   source.relkind = 'p',
                   ARRAY(SELECT trigger.tgname::text || trigger.tgenabled::text FROM pg_trigger AS trigger WHERE trigger.tgrelid = source.oid),
                   {CaptureSpec.NeedsOrderTriggers("source.oid")}
            FROM pg_class AS source JOIN pg_namespace AS schema ON schema.oid = source.relnamespace
            WHERE schema.nspname = $1 AND source.relname = $2
            """,
            connection);
        command.Parameters.AddWithValue(schema);
        command.Parameters.AddWithValue(table);
        command.Parameters.AddWithValue(SchemaNames.Schema);
        command.Parameters.AddWithValue(log);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        var problems = new List<StartupProblem>();
        if (!await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            // The table itself is missing, which another check reports.
            return problems;
        }

        if (!reader.GetBoolean(0))
        {
            problems.Add(new StartupProblem(
                $"The log table {SchemaNames.Schema}.{log} of {schema}.{table} is missing: a lost slot could not be recovered.",
                "dotnet ef database update; if it says that nothing is pending, a ReplaceService<IMigrationsSqlGenerator, …> has displaced UsePgCdc()"));
        }

        var quoted = $"{Quoted(schema)}.{Quoted(table)}";
        var found = reader.GetFieldValue<string[]>(2);
        foreach (var trigger in capture.GetTriggers(reader.GetBoolean(1)).Where(trigger => !found.Contains(trigger.Name + trigger.Enabled)))
        {
            problems.Add(new StartupProblem(
                $"{schema}.{table} lacks the enabled trigger {trigger.Name}: its log would have holes.",
                $"ALTER TABLE {quoted} {trigger.EnableAction}; (or dotnet ef database update where it does not exist)"));
        }

        string[] order = [SchemaNames.OrderBeginTrigger, SchemaNames.OrderTrigger, SchemaNames.OrderEndTrigger];
        if (!reader.GetBoolean(1) && reader.GetBoolean(3) && order.Any(trigger => !found.Contains(trigger + 'O')))
        {
            problems.Add(new StartupProblem(
                $"{schema}.{table} has AFTER triggers or cascades within itself, and what they write would stand in its log before the change that set them off.",
                string.Join(' ', [.. order.Select(trigger => $"DROP TRIGGER IF EXISTS \"{trigger}\" ON {quoted};"), .. capture.GetOrderTriggers()])));
        }

        return problems;
    }

    private static async Task<bool> IsFullAsync(NpgsqlConnection connection, string schema, string table, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            """
            SELECT count(*) = 0
            FROM pg_class AS class JOIN pg_namespace AS schema ON schema.oid = class.relnamespace
            WHERE schema.nspname = $1 AND class.relname = $2 AND class.relreplident <> 'f'
            """,
            connection);
        command.Parameters.AddWithValue(schema);
        command.Parameters.AddWithValue(table);
        return (bool)(await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false))!;
    }

    private static string Quoted(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
