using PgCdc.Sdk;

namespace QuickStart.Demo;

/// <summary>
/// The primary crashes in the middle and its standby is promoted. The standby has no copy of the slot, so what was committed since the
/// checkpoint comes from the log tables. The consumer is left alone: it finds the new primary by itself.
/// </summary>
internal static class CrashAndPromote
{
    public static async Task RunAsync(DemoSettings settings, FailoverCluster cluster, ShopWriter writer, IPgCdcMonitor monitor)
    {
        using (var before = new CancellationTokenSource(settings.Duration / 2))
        {
            await Task.WhenAll(writer.RunAsync(before.Token), new LiveView(monitor).RunAsync(before.Token));
        }

        Console.WriteLine("Crashing the primary.");
        await cluster.CrashPrimaryAsync();
        await monitor.WaitForAsync(PgCdcState.Recovering, CancellationToken.None);
        await cluster.PromoteStandbyAsync();
        Console.WriteLine("The standby is the primary now, and the shop goes on there.");
        using var after = new CancellationTokenSource(settings.Duration / 2);
        await Task.WhenAll(writer.RunAsync(after.Token), WatchAsync(monitor, after.Token));
    }

    /// <summary>First what the failover observer prints, then the live view: they would draw over each other.</summary>
    private static async Task WatchAsync(IPgCdcMonitor monitor, CancellationToken cancellationToken)
    {
        await monitor.WaitForAsync(PgCdcState.Streaming, CancellationToken.None);
        await new LiveView(monitor).RunAsync(cancellationToken);
    }
}
