using Microsoft.Extensions.Hosting;
using Npgsql;

namespace PgCdc.Sdk.CrashHost.Killing;

/// <summary>Passes the step at which the slot has been confirmed up to what this process stored. The server tells it only if asked.</summary>
internal sealed class AcknowledgedStep(CrashSettings settings, KillSwitch kill, CommitSteps commits, IPgCdcMonitor monitor) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (settings.Step != KillStep.Acknowledged)
        {
            return;
        }

        await monitor.WaitForAsync(PgCdcState.Streaming, stoppingToken);
        await using var source = NpgsqlDataSource.Create(settings.ConnectionString);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(5));
        var before = commits.Commits;
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            if (commits.Commits == before)
            {
                continue;
            }

            var stored = monitor.Stored;
            await using var question = source.CreateCommand("SELECT confirmed_flush_lsn::text FROM pg_replication_slots WHERE slot_name = $1");
            question.Parameters.AddWithValue(settings.Slot);
            if (await question.ExecuteScalarAsync(stoppingToken) is string confirmed && Lsn.Parse(confirmed) >= stored)
            {
                before = commits.Commits;
                kill.Pass(KillStep.Acknowledged, $"stored {stored}, confirmed {confirmed}");
            }
        }
    }
}
