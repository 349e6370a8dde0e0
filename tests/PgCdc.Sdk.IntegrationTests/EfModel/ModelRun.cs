using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Npgsql.EntityFrameworkCore.PostgreSQL.Infrastructure;
using PgCdc.Sdk.Decoding;
using PgCdc.Sdk.IntegrationTests.Infrastructure;
using PgCdc.Sdk.Testing;

namespace PgCdc.Sdk.IntegrationTests.EfModel;

/// <summary>A database made from one entity's model, and a consumer of its changes.</summary>
internal sealed class ModelRun<TContext, T> : IAsyncDisposable
    where TContext : DbContext
    where T : class
{
    private static int _databases;

    private readonly Action<IServiceCollection> _services;
    private readonly ConcurrentQueue<RecordedChange> _recorded = new();
    private IHost? _host;

    private ModelRun(TestDatabase database, Action<IServiceCollection> services)
    {
        Database = database;
        _services = services;
    }

    public TestDatabase Database { get; }

    /// <summary>How a row is told and compared; JSON where the test says nothing else.</summary>
    public Func<object?, string> Describe { get; init; } = static row => JsonSerializer.Serialize(row);

    public IReadOnlyList<RecordedChange> Recorded => [.. _recorded];

    public static async Task<ModelRun<TContext, T>> CreateAsync(
        IPostgres server,
        EntityDecoder<T> decoder,
        Action<NpgsqlDbContextOptionsBuilder>? npgsql = null,
        Action<DbContextOptionsBuilder>? options = null,
        Action<PgCdcBuilder>? builder = null,
        Func<object?, string>? describe = null,
        string? before = null)
    {
        var name = $"model_{typeof(TContext).Name}_{typeof(T).Name}_{Environment.ProcessId}_{Interlocked.Increment(ref _databases)}".ToLowerInvariant();
        var connectionString = await server.CreateDatabaseAsync(name);
        var database = TestDatabase.Open(server, name, connectionString);
        if (before is not null)
        {
            await database.ExecuteAsync(before);
        }

        var run = new ModelRun<TContext, T>(database, services => services
            .AddDbContext<TContext>(context =>
            {
                context.UseNpgsql(connectionString, npgsql).UsePgCdc();
                options?.Invoke(context);
            })
            .AddPgCdc("model", cdc =>
            {
                cdc.StreamFrom(connectionString).CheckpointTo<TContext>().AddEntity(decoder).AddHandler<T, Recorder<T>>();
                cdc.Configure(settings =>
                {
                    settings.SlotName = database.Slot;
                    settings.StatusInterval = TimeSpan.FromMilliseconds(100);
                    settings.IdleCheckpointInterval = TimeSpan.FromMilliseconds(100);
                    settings.BaseInterval = TimeSpan.FromMilliseconds(100);
                    settings.RetryDelay = TimeSpan.FromMilliseconds(20);
                    settings.MaxRetryDelay = TimeSpan.FromMilliseconds(500);
                });
                builder?.Invoke(cdc);
            }))
        {
            Describe = describe ?? (static row => JsonSerializer.Serialize(row)),
        };
        await run.WithContextAsync(static context => context.Database.EnsureCreatedAsync());
        return run;
    }

    /// <summary>
    /// Saves the rows and sees them in the stream; touches them while there is no slot and sees them in the log: each time as EF reads
    /// them from the table.
    /// </summary>
    public async Task AssertSeenAsStoredAsync(params T[] rows)
    {
        await StartAsync();
        await WithContextAsync(context =>
        {
            context.AddRange(rows.Cast<object>());
            return context.SaveChangesAsync();
        });
        await CaughtUpAsync();
        var stored = await StoredAsync();
        Assert.Equal(rows.Length, stored.Length);
        Assert.Equal(stored, Rows(ChangeOperation.Insert, ChangeOrigin.Stream));

        await LoseSlotAsync();
        await TouchAsync();
        await StartAsync();
        await CaughtUpAsync();
        Assert.Equal(stored, Rows(ChangeOperation.Update, ChangeOrigin.Log));
    }

    /// <summary>Starts a consumer and waits until it streams.</summary>
    public async Task StartAsync()
    {
        var monitor = await HostAsync();
        try
        {
            await monitor.WaitForAsync(PgCdcState.Streaming, Deadline.Token(30));
        }
        catch (Exception exception) when (exception is not StartupException)
        {
            throw new InvalidOperationException($"{monitor.State}: {monitor.Fault}", exception);
        }
    }

    /// <summary>Starts a consumer that is not to come far.</summary>
    public async Task<IReadOnlyList<StartupProblem>> ProblemsAsync()
    {
        return Assert.IsType<StartupException>(await FaultAsync()).Problems;
    }

    /// <summary>Starts a consumer that is not to come far, and waits for what stops it.</summary>
    public async Task<Exception?> FaultAsync()
    {
        var monitor = await HostAsync();
        await monitor.WaitForAsync(PgCdcState.Faulted, Deadline.Token(30));
        return monitor.Fault;
    }

    public async Task StopAsync()
    {
        if (_host is not null)
        {
            await _host.StopAsync();
            _host.Dispose();
            _host = null;
        }
    }

    /// <summary>Stops the consumer and drops its slot: what follows comes from the log.</summary>
    public async Task LoseSlotAsync()
    {
        await StopAsync();
        await Database.UntilAsync($"SELECT NOT active FROM pg_replication_slots WHERE slot_name = '{Database.Slot}'", Deadline.Token());
        await Database.ExecuteAsync($"SELECT pg_drop_replication_slot('{Database.Slot}')");
    }

    public async Task CaughtUpAsync()
    {
        var monitor = _host!.Services.GetRequiredService<IPgCdcMonitor>();
        var position = await Database.PositionAsync();
        try
        {
            await monitor.WaitForAsync(position, Deadline.Token(30));
        }
        catch (Exception exception)
        {
            throw new TimeoutException($"Not caught up to {position}: {monitor.State}, handled {monitor.Handled}; {monitor.Fault}", exception);
        }
    }

    /// <summary>Rewrites every row as it is.</summary>
    public async Task TouchAsync()
    {
        var (table, column) = await ReadContextAsync(static context =>
        {
            var type = context.Model.FindEntityType(typeof(T))!;
            var table = type.GetTableMappings().First().Table;
            return Task.FromResult(($"\"{table.Schema ?? "public"}\".\"{table.Name}\"", $"\"{table.Columns.First(static column => column.PropertyMappings.All(static mapping => mapping.Property.GetComputedColumnSql() is null)).Name}\""));
        });
        await Database.ExecuteAsync($"UPDATE {table} SET {column} = {column}");
    }

    /// <summary>The rows as EF reads them.</summary>
    public async Task<string[]> StoredAsync() => Sorted(
        (await ReadContextAsync(static context => context.Set<T>().AsNoTracking().ToListAsync(TestContext.Current.CancellationToken))).Select(row => Describe(row)));

    /// <summary>The rows of the changes of this kind.</summary>
    public string[] Rows(ChangeOperation operation, ChangeOrigin origin) => Sorted(_recorded
        .Where(change => change.Operation == operation && change.Origin == origin)
        .Select(static change => change.Row!));

    public async Task WithContextAsync(Func<TContext, Task> act) => await ReadContextAsync(async context =>
    {
        await act(context);
        return 0;
    });

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        await Database.DisposeAsync();
    }

    private static string[] Sorted(IEnumerable<string> rows) => [.. rows.Order(StringComparer.Ordinal)];

    private async Task<TResult> ReadContextAsync<TResult>(Func<TContext, Task<TResult>> read)
    {
        await using var provider = Services(new ServiceCollection()).BuildServiceProvider();
        await using var scope = provider.CreateAsyncScope();
        return await read(scope.ServiceProvider.GetRequiredService<TContext>());
    }

    private IServiceCollection Services(IServiceCollection services)
    {
        services.AddSingleton(_recorded).AddSingleton(Describe);
        _services(services);
        return services;
    }

    private async Task<IPgCdcMonitor> HostAsync()
    {
        var host = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        host.Services.Configure<HostOptions>(static options => options.BackgroundServiceExceptionBehavior = BackgroundServiceExceptionBehavior.Ignore);
        Services(host.Services);
        _host = host.Build();
        await _host.StartAsync();
        return _host.Services.GetRequiredService<IPgCdcMonitor>();
    }
}
