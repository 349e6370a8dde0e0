using PgCdc.Sdk.FailoverHost.Consuming;
using PgCdc.Sdk.FailoverHost.Servers;
using PgCdc.Sdk.FailoverHost.Writing;

namespace PgCdc.Sdk.FailoverHost.Rounds;

/// <summary>The consumer over all its lives, and what it tells of a round.</summary>
internal sealed class Consumer(Cluster cluster, Sink sink) : IAsyncDisposable
{
    private readonly List<string> _notes = [];
    private ConsumerProcess? _process;
    private int _lives;
    private int _noted;

    private ConsumerProcess Process => _process ?? throw new InvalidOperationException("No consumer runs.");

    /// <param name="isByServers">Whether it names both servers and looks for the primary itself.</param>
    public async Task StartAsync(bool isByServers)
    {
        var isFirst = _lives == 0;
        _noted = 0;
        _process = ConsumerProcess.Start(new ConsumerSettings
        {
            Source = cluster.ConsumersConnection(isByServers),
            Sink = sink.ConnectionString,
            Run = ++_lives,
        });
        if (isFirst)
        {
            // Nothing is written before: what it would copy first is nothing.
            await _process.WaitForAsync(Signals.Streaming, 0, Deadline.Token());
        }
    }

    public Task EnsureStartedAsync(bool isByServers) => _process is null ? StartAsync(isByServers) : Task.CompletedTask;

    public async Task KillAsync()
    {
        var process = Process;
        process.ThrowIfEnded();
        await process.KillAsync();
        Collect();
        Note($"life {process.Run} killed");
        _process = null;
        await process.DisposeAsync();
    }

    public async Task StopAsync()
    {
        await Process.StopAsync(Deadline.Token());
        await Process.DisposeAsync();
        _process = null;
    }

    public void ThrowIfEnded() => _process?.ThrowIfEnded();

    /// <summary>Returns when a transaction that is written now has been handled.</summary>
    public async Task ReachFenceAsync(CancellationToken cancellationToken)
    {
        var fence = await Traffic.FenceAsync(cluster.PrimaryConnection, cancellationToken);
        await HandledAsync(fence, cancellationToken);
    }

    /// <summary>
    /// Points it at the primary and returns when it holds in its catch-up with so much of the missing changes handled; or when it needed
    /// no catch-up.
    /// </summary>
    public async Task HoldAsync(double share, CancellationToken cancellationToken)
    {
        var changes = Math.Max(1, (int)(await MissingAsync(cancellationToken) * share));
        var since = Process.NewsCount;
        Process.Tell($"{Signals.Hold}{changes}");
        cluster.PointConsumers();
        var fence = await Traffic.FenceAsync(cluster.PrimaryConnection, cancellationToken);
        using var other = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var holding = Process.WaitForAsync(Signals.Holding, since, other.Token);
        var handled = HandledAsync(fence, other.Token);
        var first = await Task.WhenAny(holding, handled);
        await other.CancelAsync();
        await Task.WhenAll(holding, handled).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await first;
        Note(first == holding ? $"held at {changes} changes" : $"not held at {changes} changes");
    }

    public void LetGo() => Process.Tell(Signals.Go);

    /// <summary>Notes what happened in this round.</summary>
    public void Note(string? what = null)
    {
        Collect();
        if (what is not null)
        {
            _notes.Add(what);
        }
    }

    public IReadOnlyList<string> TakeNotes()
    {
        Collect();
        IReadOnlyList<string> notes = [.. _notes];
        _notes.Clear();
        return notes;
    }

    public ValueTask DisposeAsync() => _process?.DisposeAsync() ?? ValueTask.CompletedTask;

    private void Collect()
    {
        if (_process is null)
        {
            return;
        }

        var news = _process.NewsSince(_noted);
        _noted += news.Count;
        _notes.AddRange(news.Where(static line => line != Signals.Holding));
    }

    /// <summary>How many changes the primary has that were not handled.</summary>
    private async Task<int> MissingAsync(CancellationToken cancellationToken)
    {
        var handled = await sink.HandledAsync(cancellationToken);
        var survivors = await Checking.Survivors.ReadAsync(cluster.PrimaryConnection);
        return survivors.Transactions.Where(row => !handled.Contains(row.Key)).Sum(static row => row.Value + 1);
    }

    /// <summary>Asks again and again: nobody tells a third when a row comes.</summary>
    private async Task HandledAsync(Guid fence, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        try
        {
            while (!await sink.HasHandledAsync(fence, cancellationToken))
            {
                ThrowIfEnded();
                await timer.WaitForNextTickAsync(cancellationToken);
            }
        }
        catch (OperationCanceledException)
        {
            throw Process.Failure($"did not handle {fence} in time");
        }
    }
}
