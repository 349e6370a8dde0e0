using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PgCdc.Sdk.Migrations.Schema;

namespace PgCdc.Sdk.EntityFrameworkCore;

/// <summary>Whether the checkpoint's database is as far as the context's migrations, and has the checkpoint tables.</summary>
internal sealed class EfCheckpointCheck<TContext>(IServiceScopeFactory scopes) : IStartupCheck
    where TContext : DbContext
{
    public async Task<IReadOnlyList<StartupProblem>> CheckAsync(StartupCheckContext context, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var database = scope.ServiceProvider.GetRequiredService<TContext>();
        if (database.Model.FindEntityType(typeof(ConsumerCheckpoint)) is null)
        {
            return
            [
                new StartupProblem(
                    $"{typeof(TContext).Name} has no checkpoint tables in its model.",
                    $"Add UsePgCdc() after UseNpgsql(…) in the context's options (UsePgCdc(cdc => cdc.StoreCheckpoints()) where it captures nothing itself), then: dotnet ef migrations add Capture && dotnet ef database update"),
            ];
        }

        var problems = new List<StartupProblem>();
        var migrations = database.Database.GetMigrations().ToList();
        if (migrations.Count > 0)
        {
            var applied = await database.Database.GetAppliedMigrationsAsync(cancellationToken).ConfigureAwait(false);
            var pending = migrations.Except(applied).ToList();
            if (pending.Count > 0)
            {
                problems.Add(new StartupProblem(
                    $"{typeof(TContext).Name} has pending migrations: {string.Join(", ", pending)}.",
                    "dotnet ef database update (or context.Database.MigrateAsync() before the host starts)"));
            }
        }

        var tables = await database.Database
            .SqlQuery<string>(
                $"""
                SELECT 'pgcdc.' || name AS "Value" FROM unnest(ARRAY['checkpoint', 'checkpoint_base', 'handled']) AS name
                WHERE NOT EXISTS (
                    SELECT FROM pg_class AS class JOIN pg_namespace AS schema ON schema.oid = class.relnamespace
                    WHERE schema.nspname = 'pgcdc' AND class.relname = name)
                """)
            .ToListAsync(cancellationToken).ConfigureAwait(false);
        if (tables.Count > 0)
        {
            problems.Add(new StartupProblem(
                $"The checkpoint's database lacks {string.Join(", ", tables)}.",
                migrations.Count > 0 ? "dotnet ef database update" : "dotnet ef migrations add Capture && dotnet ef database update"));
            return problems;
        }

        var denied = await database.Database
            .SqlQuery<string>(
                $"""
                SELECT name || ' (' || privilege || ')' AS "Value"
                FROM unnest(ARRAY['pgcdc.checkpoint', 'pgcdc.checkpoint_base', 'pgcdc.handled']) AS name,
                     unnest(ARRAY['SELECT', 'INSERT', 'UPDATE', 'DELETE']) AS privilege
                WHERE NOT has_schema_privilege('pgcdc', 'USAGE') OR NOT has_table_privilege(name, privilege)
                """)
            .ToListAsync(cancellationToken).ConfigureAwait(false);
        if (denied.Count > 0)
        {
            problems.Add(new StartupProblem(
                $"The context's role lacks privileges on {string.Join(", ", denied)}.",
                "GRANT USAGE ON SCHEMA pgcdc TO …; GRANT SELECT, INSERT, UPDATE, DELETE ON pgcdc.checkpoint, pgcdc.checkpoint_base, pgcdc.handled TO …; (or UsePgCdc(cdc => cdc.GrantTo(\"…\")) and a migration)"));
        }

        return problems;
    }
}
