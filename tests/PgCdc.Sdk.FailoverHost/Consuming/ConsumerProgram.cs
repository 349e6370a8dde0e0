using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using PgCdc.Sdk.CrashHost;
using PgCdc.Sdk.FailoverHost.Model;

namespace PgCdc.Sdk.FailoverHost.Consuming;

/// <summary>The consumer: it streams from the source, wherever that is by now, into the sink, and is killed now and then.</summary>
internal static class ConsumerProgram
{
    /// <summary>The slot's name, and the consumer's.</summary>
    private const string Name = "rounds";

    public static async Task<int> RunAsync(ConsumerSettings settings)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        // To the error stream and unqueued: what was logged before a kill has been written.
        builder.Logging.AddProvider(new StderrLoggerProvider()).SetMinimumLevel(LogLevel.Debug)
            .AddFilter("Microsoft", LogLevel.Error).AddFilter("Npgsql", LogLevel.Error);
        builder.Services.AddSingleton(settings);
        builder.Services.AddSingleton<HandlingNumbers>();
        builder.Services.AddSingleton<HoldGate>();
        builder.Services.AddSingleton<Orders>();
        builder.Services.AddScoped<AuditTrail>();
        builder.Services.AddDbContextPool<FailoverContext>(options => options.UseNpgsql(settings.Sink).UsePgCdc());
        builder.Services.AddPgCdc(Name, cdc => cdc
            .StreamFrom(settings.Source)
            .CheckpointTo<FailoverContext>()
            .AddEntity(MarkerDecoder.Instance).AddHandler<Marker, Auditor<Marker>>()
            .AddEntity(AccountDecoder.Instance).AddHandler<Account, Auditor<Account>>()
            .AddEntity(StockDecoder.Instance).AddHandler<Stock, Auditor<Stock>>()
            .AddEntity(EntryDecoder.Instance).AddHandler<Entry, Auditor<Entry>>()
            .AddEntity(NoteDecoder.Instance).AddHandler<Note, Auditor<Note>>()
            .AddFailoverObserver<FailoverJournal>()
            .Configure(Configure));
        using var host = builder.Build();
        host.Services.GetRequiredService<Orders>().Start();
        await host.StartAsync();
        var monitor = host.Services.GetRequiredService<IPgCdcMonitor>();
        _ = TellOfStreamingAsync(monitor);
        await host.WaitForShutdownAsync();
        return monitor.State == PgCdcState.Faulted ? 1 : 0;
    }

    private static async Task TellOfStreamingAsync(IPgCdcMonitor monitor)
    {
        await monitor.WaitForAsync(PgCdcState.Streaming, CancellationToken.None);
        News.Tell(Signals.Streaming);
    }

    private static void Configure(PgCdcOptions options)
    {
        // Small units and short intervals: a kill shall find them in every state.
        options.MaxTransactionsPerUnit = 40;
        options.MaxChangesPerUnit = 2_000;
        options.MaxUnitDuration = TimeSpan.FromMilliseconds(100);
        options.StatusInterval = TimeSpan.FromMilliseconds(100);
        options.IdleCheckpointInterval = TimeSpan.FromMilliseconds(100);
        options.BusySlotInterval = TimeSpan.FromMilliseconds(50);
        options.RetryDelay = TimeSpan.FromMilliseconds(50);
        options.MaxRetryDelay = TimeSpan.FromMilliseconds(500);
        options.LogPurgeInterval = TimeSpan.FromSeconds(1);
        // Together how far a standby may lag: 90 s, more than any round lets it.
        options.BaseInterval = TimeSpan.FromMilliseconds(300);
        options.RetainedBases = 300;
        options.MaxSlotCreationsPerHour = 10_000;
    }
}
