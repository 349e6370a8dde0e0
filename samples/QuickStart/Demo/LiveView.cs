using PgCdc.Sdk;
using Spectre.Console;

namespace QuickStart.Demo;

/// <summary>Changes per second, lag and position, drawn in place on a terminal and line by line elsewhere.</summary>
internal sealed class LiveView(IPgCdcMonitor monitor)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);
    private long _changes;

    public Task RunAsync(CancellationToken cancellationToken) => AnsiConsole.Profile.Capabilities.Interactive && !Console.IsOutputRedirected
        ? AnsiConsole.Live(Draw()).StartAsync(live => EachSecondAsync(() => live.UpdateTarget(Draw()), cancellationToken))
        : EachSecondAsync(() => Console.WriteLine($"{monitor.State}: {PerSecond()} changes/s, lag {monitor.LagBytes} B, at {monitor.Handled}"), cancellationToken);

    private static async Task EachSecondAsync(Action draw, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(Interval);
        try
        {
            while (await timer.WaitForNextTickAsync(cancellationToken))
            {
                draw();
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            draw();
        }
    }

    private Table Draw() => new Table()
        .AddColumns("state", "changes/s", "changes", "transactions", "lag", "last LSN")
        .AddRow(
            $"{monitor.State}", $"{PerSecond()}", $"{monitor.Changes}", $"{monitor.Transactions}", $"{monitor.LagBytes} B", $"{monitor.Handled}");

    private long PerSecond()
    {
        var before = _changes;
        _changes = monitor.Changes;
        return _changes - before;
    }
}
