using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PgCdc.Sdk.EntityFrameworkCore;

namespace PgCdc.Sdk;

/// <summary>Keeps a consumer's checkpoint through EF Core.</summary>
public static class PgCdcBuilderExtensions
{
    /// <summary>
    /// Keeps the checkpoint in <typeparamref name="TContext"/>'s database. Handlers that take the context from their scope write in
    /// the checkpoint's own transaction: both commit, or neither. What they only added or changed is saved before the commit. Tables,
    /// columns and conversions of the captured entities are taken from the context's model.
    /// </summary>
    /// <typeparam name="TContext">
    /// The context, added to the services with <c>UseNpgsql(…).UsePgCdc()</c>. Where it captures no entity itself, its options say
    /// <c>UsePgCdc(cdc => cdc.StoreCheckpoints())</c>.
    /// </typeparam>
    public static PgCdcBuilder CheckpointTo<TContext>(this PgCdcBuilder builder)
        where TContext : DbContext
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder
            .UseCheckpointStore(static provider => new EfCheckpointStore<TContext>(
                provider.GetRequiredService<IServiceScopeFactory>(), provider.GetService<TimeProvider>() ?? TimeProvider.System))
            .UseEntityTables(static provider => new EfEntityTables<TContext>(provider.GetRequiredService<IServiceScopeFactory>()))
            .AddStartupCheck(static provider => new EfModelCheck<TContext>(provider.GetRequiredService<IServiceScopeFactory>()))
            .AddStartupCheck(static provider => new EfCheckpointCheck<TContext>(provider.GetRequiredService<IServiceScopeFactory>()))
            .AddStartupCheck(static provider => new EfCaptureCheck<TContext>(provider.GetRequiredService<IServiceScopeFactory>()));
    }
}
