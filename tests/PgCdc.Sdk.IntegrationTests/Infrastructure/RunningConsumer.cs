using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;
using PgCdc.Sdk.IntegrationTests.Model;

namespace PgCdc.Sdk.IntegrationTests.Infrastructure;

/// <summary>A host with one consumer, as a user's program has it.</summary>
internal sealed class RunningConsumer : IAsyncDisposable
{
    private readonly IHost _host;

    private RunningConsumer(IHost host) => _host = host;

    public IPgCdcMonitor Monitor => _host.Services.GetRequiredService<IPgCdcMonitor>();

    public FakeLogCollector Logs => _host.Services.GetRequiredService<FakeLogCollector>();

    public T Get<T>()
        where T : notnull => _host.Services.GetRequiredService<T>();

    public static async Task<RunningConsumer> StartAsync(
        TestDatabase database,
        Action<PgCdcBuilder> handlers,
        Action<PgCdcOptions>? options = null,
        Action<IServiceCollection>? services = null,
        string? connectionString = null)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Logging.AddFakeLogging().SetMinimumLevel(LogLevel.Debug).AddFilter("Microsoft", LogLevel.None);
        // A consumer that stops by itself is what some tests wait for; the host stays, so that they can ask it why.
        builder.Services.Configure<HostOptions>(host => host.BackgroundServiceExceptionBehavior = BackgroundServiceExceptionBehavior.Ignore);
        services?.Invoke(builder.Services);
        builder.Services.AddDbContext<StoreContext>(context => context.UseNpgsql(database.ConnectionString).UsePgCdc());
        builder.Services.AddPgCdc("test", cdc =>
        {
            cdc.StreamFrom(connectionString ?? database.ConnectionString).CheckpointTo<StoreContext>();
            cdc.AddEntity(ItemDecoder.Instance).AddEntity(PartDecoder.Instance);
            cdc.Configure(settings =>
            {
                settings.SlotName = database.Slot;
                settings.StatusInterval = TimeSpan.FromMilliseconds(100);
                settings.IdleCheckpointInterval = TimeSpan.FromMilliseconds(100);
                settings.BaseInterval = TimeSpan.FromMilliseconds(100);
                settings.BusySlotInterval = TimeSpan.FromMilliseconds(100);
                settings.RetryDelay = TimeSpan.FromMilliseconds(20);
                settings.MaxRetryDelay = TimeSpan.FromMilliseconds(500);
                options?.Invoke(settings);
            });
            handlers(cdc);
        });
        var host = builder.Build();
        await host.StartAsync();
        return new RunningConsumer(host);
    }

    public Task StreamingAsync() => Monitor.WaitForAsync(PgCdcState.Streaming, Deadline.Token());

    /// <summary>Waits until all that was committed so far is handled and stored; the trail says what happened where it does not come.</summary>
    public async Task CaughtUpAsync(TestDatabase database)
    {
        var position = await database.PositionAsync();
        try
        {
            await Monitor.WaitForAsync(position, Deadline.Token());
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException($"Not caught up to {position}.{Environment.NewLine}{Trail()}");
        }
    }

    /// <summary>Where the consumer is and what it logged.</summary>
    public string Trail() =>
        $"{Monitor.State}: received {Monitor.Received}, handled {Monitor.Handled}, stored {Monitor.Stored}; fault: {Monitor.Fault}{Environment.NewLine}"
        + string.Join(Environment.NewLine, Logs.GetSnapshot().TakeLast(60).Select(record => $"{record.Level} {record.Id.Id} {record.Message} {record.Exception?.Message}"));

    public Task StopAsync() => _host.StopAsync();

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
    }
}
