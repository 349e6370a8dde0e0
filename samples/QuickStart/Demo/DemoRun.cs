using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using PgCdc.Sdk;
using PgCdc.Sdk.Testing;
using QuickStart.Shop;

namespace QuickStart.Demo;

/// <summary>One run from the migrations to the verdict.</summary>
internal static class DemoRun
{
    public static async Task<int> RunAsync(string[] args, Func<DemoSettings, HostApplicationBuilder> build)
    {
        if (args.Contains("--help"))
        {
            Console.WriteLine(DemoSettings.Usage);
            return 0;
        }

        try
        {
            var settings = DemoSettings.Parse(args);
            if (settings.Failover)
            {
                return await RunWithFailoverAsync(settings, build);
            }

            await using var server = await TestPostgres.StartAsync();
            Console.WriteLine($"Server: {server.Description}");
            settings = settings with { ConnectionString = server.ConnectionString };
            return settings.Crash && !IsServerGiven()
                ? await CrashAndResume.RunAsync(settings)
                : await RunAsync(settings, build, cluster: null);
        }
        catch (Exception exception) when (exception is FormatException or PostgresServerException or PgCdcException)
        {
            await Console.Error.WriteLineAsync(exception.Message);
            return 2;
        }
    }

    private static bool IsServerGiven() =>
        Environment.GetEnvironmentVariable(TestPostgres.DsnVariable) is { Length: > 0 }
        || Environment.GetEnvironmentVariable(TestPostgres.OldDsnVariable) is { Length: > 0 };

    private static async Task<int> RunWithFailoverAsync(DemoSettings settings, Func<DemoSettings, HostApplicationBuilder> build)
    {
        if (IsServerGiven() || settings.Crash || settings.KeepSlot)
        {
            throw new FormatException(
                $"--failover crashes a server, so it runs on throw-away ones of its own: unset {TestPostgres.DsnVariable} and give neither --crash nor --keep-slot with it.");
        }

        await using var cluster = await FailoverCluster.StartAsync();
        Console.WriteLine($"Server: {cluster.Description}");
        return await RunAsync(settings with { ConnectionString = cluster.ConnectionString }, build, cluster);
    }

    private static async Task<int> RunAsync(DemoSettings settings, Func<DemoSettings, HostApplicationBuilder> build, FailoverCluster? cluster)
    {
        var builder = build(settings);
        // EF looks for the migrations' history before it exists and logs that as a failure.
        builder.Logging.SetMinimumLevel(LogLevel.Warning).AddFilter("Microsoft.EntityFrameworkCore", LogLevel.Critical);
        if (cluster is not null)
        {
            // A crash is what was asked for, and the failover observer tells what becomes of it.
            builder.Logging.AddFilter("PgCdc.Sdk", LogLevel.Error);
        }

        using var host = builder.Build();
        await using var scope = host.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<ShopContext>();
        await db.Database.MigrateAsync();
        await host.StartAsync();
        var monitor = host.Services.GetRequiredService<IPgCdcMonitor>();
        await monitor.WaitForAsync(PgCdcState.Streaming, CancellationToken.None);

        await WriteAndWatchAsync(settings, host, monitor, cluster);
        Console.WriteLine("Writing has ended; waiting until everything is handled.");
        await monitor.WaitForAsync(await SourceSlot.ReadPositionAsync(db), CancellationToken.None);
        var differences = await Consistency.CompareAsync(db, CancellationToken.None);
        Console.WriteLine($"{monitor.Transactions} transactions with {monitor.Changes} changes were handled, up to {monitor.Handled}.");
        await host.StopAsync();

        foreach (var difference in differences)
        {
            Console.WriteLine(difference);
        }

        Console.WriteLine(differences.Count == 0 ? "consistent: yes" : "consistent: no");
        await SourceSlot.LeaveAsync(settings, monitor.Consumer, db);
        return differences.Count == 0 ? 0 : 1;
    }

    private static async Task WriteAndWatchAsync(DemoSettings settings, IHost host, IPgCdcMonitor monitor, FailoverCluster? cluster)
    {
        var writer = new ShopWriter(host.Services.GetRequiredService<IServiceScopeFactory>(), seed: Environment.ProcessId);
        await writer.OpenAsync(CancellationToken.None);
        if (cluster is not null)
        {
            await CrashAndPromote.RunAsync(settings, cluster, writer, monitor);
            return;
        }

        using var time = new CancellationTokenSource(settings.Duration);
        if (settings.Crash)
        {
            _ = CrashAndResume.KillThisProcessAsync(settings.Duration / 2);
        }

        await Task.WhenAll(writer.RunAsync(time.Token), new LiveView(monitor).RunAsync(time.Token));
    }
}
