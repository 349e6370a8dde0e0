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
            await using var server = await TestPostgres.StartAsync();
            Console.WriteLine($"Server: {server.Description}");
            settings = settings with { ConnectionString = server.ConnectionString };
            return settings.Crash && !IsServerGiven()
                ? await CrashAndResume.RunAsync(settings)
                : await RunAsync(settings, build);
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

    private static async Task<int> RunAsync(DemoSettings settings, Func<DemoSettings, HostApplicationBuilder> build)
    {
        var builder = build(settings);
        // EF looks for the migrations' history before it exists and logs that as a failure.
        builder.Logging.SetMinimumLevel(LogLevel.Warning).AddFilter("Microsoft.EntityFrameworkCore", LogLevel.Critical);
        using var host = builder.Build();
        await using var scope = host.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<ShopContext>();
        await db.Database.MigrateAsync();
        await host.StartAsync();
        var monitor = host.Services.GetRequiredService<IPgCdcMonitor>();
        await monitor.WaitForAsync(PgCdcState.Streaming, CancellationToken.None);

        await WriteAndWatchAsync(settings, host, monitor);
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

    private static async Task WriteAndWatchAsync(DemoSettings settings, IHost host, IPgCdcMonitor monitor)
    {
        var writer = new ShopWriter(host.Services.GetRequiredService<IServiceScopeFactory>(), seed: Environment.ProcessId);
        await writer.OpenAsync(CancellationToken.None);
        using var time = new CancellationTokenSource(settings.Duration);
        if (settings.Crash)
        {
            _ = CrashAndResume.KillThisProcessAsync(settings.Duration / 2);
        }

        await Task.WhenAll(writer.RunAsync(time.Token), new LiveView(monitor).RunAsync(time.Token));
    }
}
