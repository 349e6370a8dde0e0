namespace PgCdc.Sdk.IntegrationTests.Crash;

/// <summary>Asks all the time whether the server was told of more than is stored.</summary>
internal sealed class ConfirmedPositionWatch : IAsyncDisposable
{
    private readonly CrashDatabase _database;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _watching;

    public ConfirmedPositionWatch(CrashDatabase database)
    {
        _database = database;
        _watching = WatchAsync();
    }

    public int Samples { get; private set; }

    public Lsn LastConfirmed { get; private set; }

    /// <summary>What was seen that must never be; <see langword="null"/> while all is well.</summary>
    public string? Violation { get; private set; }

    public async Task StopAsync()
    {
        await _stop.CancelAsync();
        await _watching;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _stop.Dispose();
    }

    private async Task WatchAsync()
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        while (!_stop.IsCancellationRequested)
        {
            var (confirmed, stored) = await _database.PositionsAsync();
            if (confirmed is { } told && stored is { } kept)
            {
                Samples++;
                LastConfirmed = told;
                if (told > kept)
                {
                    Violation ??= $"The slot was confirmed up to {told} while {kept} was stored.";
                }
            }

            await timer.WaitForNextTickAsync(CancellationToken.None);
        }
    }
}
