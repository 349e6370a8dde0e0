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
            }
            else if (capture.LogTable is { } log)
            {
                problems.AddRange(await CheckLogAsync(connection, table.Schema, table.Table, log, capture, cancellationToken).ConfigureAwait(false));
            }
        }

        return problems;
    }

    private static async Task<IReadOnlyList<StartupProblem>> CheckLogAsync(
        NpgsqlConnection connection, string schema, string table, string log, CaptureSpec capture, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            """
            SELECT to_regclass(format('%I.%I', $3::text, $4::text)) IS NOT NULL,
                   ARRAY(SELECT name FROM unnest($5::text[]) AS name
                         WHERE NOT EXISTS (
                             SELECT FROM pg_trigger AS trigger
                             WHERE trigger.tgrelid = to_regclass(format('%I.%I', $1::text, $2::text))
                               AND trigger.tgname = name AND trigger.tgenabled <> 'D'))
            """,
            connection);
        command.Parameters.AddWithValue(schema);
        command.Parameters.AddWithValue(table);
        command.Parameters.AddWithValue(SchemaNames.Schema);
        command.Parameters.AddWithValue(log);
        command.Parameters.AddWithValue(Triggers(capture.Operations).ToArray());
        await using var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        await reader.ReadAsync(cancellationToken).ConfigureAwait(false);
        var problems = new List<StartupProblem>();
        if (!reader.GetBoolean(0))
        {
            problems.Add(new StartupProblem(
                $"The log table {SchemaNames.Schema}.{log} of {schema}.{table} is missing: a lost slot could not be recovered.",
                "dotnet ef database update; if it says that nothing is pending, a ReplaceService<IMigrationsSqlGenerator, …> has displaced UsePgCdc()"));
            return problems;
        }

        if (reader.GetFieldValue<string[]>(1) is { Length: > 0 } missing)
        {
            problems.Add(new StartupProblem(
                $"{schema}.{table} lacks the enabled trigger{(missing.Length > 1 ? "s" : "")} {string.Join(", ", missing)}: its log would have holes.",
                $"ALTER TABLE \"{schema}\".\"{table}\" ENABLE ALWAYS TRIGGER …; for each (or dotnet ef database update where they do not exist)"));
        }

        return problems;
    }

    private static IEnumerable<string> Triggers(ChangeOperations operations)
    {
        if (operations.HasFlag(ChangeOperations.Insert))
        {
            yield return SchemaNames.InsertTrigger;
        }

        if (operations.HasFlag(ChangeOperations.Update))
        {
            yield return SchemaNames.UpdateTrigger;
        }

        if (operations.HasFlag(ChangeOperations.Delete))
        {
            yield return SchemaNames.DeleteTrigger;
        }

        if (operations.HasFlag(ChangeOperations.Truncate))
        {
            yield return SchemaNames.TruncateTrigger;
        }
    }
}
