using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using PgCdc.Sdk;
using PgCdc.Sdk.CrashHost;
using PgCdc.Sdk.CrashHost.Killing;
using PgCdc.Sdk.CrashHost.Model;

var settings = CrashSettings.Parse(args);
OrphanGuard.Start();
var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
// To the error stream and unqueued: what was logged before the kill has been written.
builder.Logging.AddProvider(new StderrLoggerProvider()).SetMinimumLevel(LogLevel.Debug).AddFilter("Microsoft", LogLevel.Error).AddFilter("Npgsql", LogLevel.Error);
builder.Services.AddSingleton(settings);
builder.Services.AddSingleton<KillSwitch>();
builder.Services.AddSingleton<CommitSteps>();
builder.Services.AddSingleton<CheckpointStep>();
builder.Services.AddHostedService<AcknowledgedStep>();
builder.Services.AddHostedService<AnyMomentStep>();
builder.Services.AddDbContextPool<CrashContext>((provider, options) => options
    .UseNpgsql(settings.ConnectionString)
    .UsePgCdc()
    .AddInterceptors(provider.GetRequiredService<CommitSteps>(), provider.GetRequiredService<CheckpointStep>()));
builder.Services.AddPgCdc("crash", cdc =>
{
    cdc.StreamFrom(settings.ConnectionString).CheckpointTo<CrashContext>().AddGeneratedHandlers();
    if (settings.Observe)
    {
        cdc.AddObserver<KillingObserver>();
    }

    cdc.Configure(options =>
    {
        options.SlotName = settings.Slot;
        options.ValidateOnStart = settings.Validate;
        options.MaxTransactionsPerUnit = settings.MaxTransactions;
        options.StatusInterval = TimeSpan.FromMilliseconds(20);
        options.IdleCheckpointInterval = TimeSpan.FromMilliseconds(50);
        options.BaseInterval = TimeSpan.FromMilliseconds(100);
        options.BusySlotInterval = TimeSpan.FromMilliseconds(20);
        options.RetryDelay = TimeSpan.FromMilliseconds(20);
        options.MaxHandlerRetries = 1;
    });
});
using var host = builder.Build();
await host.StartAsync();
if (settings.Step == KillStep.Never)
{
    await host.Services.GetRequiredService<IPgCdcMonitor>().WaitForAsync(settings.Until, CancellationToken.None);
    await host.StopAsync();
    return 0;
}

// A run that is to be killed ends in no other way; one whose consumer stops by itself ends as a failure.
await host.WaitForShutdownAsync();
return host.Services.GetRequiredService<IPgCdcMonitor>().State == PgCdcState.Faulted ? 1 : 3;
