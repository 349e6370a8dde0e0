using Microsoft.Extensions.Hosting;

namespace PgCdc.Sdk.CrashHost.Killing;

/// <summary>Kills after so many milliseconds, counted from when the host starts: the loop need not be waiting for anything.</summary>
internal sealed class AnyMomentStep(CrashSettings settings, KillSwitch kill, IPgCdcMonitor monitor) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (settings.Step == KillStep.AnyMoment)
        {
            await Task.Delay(settings.Count, stoppingToken);
            kill.Pull($"{monitor.State}, stored {monitor.Stored}");
        }
    }
}
