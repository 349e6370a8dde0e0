using System.Diagnostics;
using PgCdc.Sdk.FuzzHost.Damaging;
using PgCdc.Sdk.FuzzHost.Feeding;
using PgCdc.Sdk.FuzzHost.Recording;

namespace PgCdc.Sdk.FuzzHost.Judging;

/// <summary>Damages streams and feeds them, one after another on a thread of its own, while another looks whether it gets on.</summary>
internal sealed class FuzzRun(IReadOnlyList<IFeed> feeds, int seed, string folder)
{
    /// <summary>Every so many inputs are fed twice.</summary>
    private const int CompareEvery = 8;

    private static readonly TimeSpan LookInterval = TimeSpan.FromMilliseconds(250);
    private readonly RecordedFrame[] _all = [.. feeds.SelectMany(static feed => feed.Stream.Frames)];
    private readonly Dictionary<string, long> _outcomes = [];
    private long _changes;
    private long _iterations;
    private volatile Input? _current;

    /// <summary>An input that takes longer hangs, even on a machine that is busy with other things.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Runs for so long, or until the first violation.</summary>
    public async Task<FuzzReport> RunAsync(TimeSpan duration, CancellationToken cancellationToken)
    {
        WarmUp();
        var loop = Task.Factory.StartNew(() => Loop(duration, cancellationToken), cancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        using var timer = new PeriodicTimer(LookInterval);
        while (!loop.IsCompleted)
        {
            if (_current is { } input && Stopwatch.GetElapsedTime(input.Began) > Patience)
            {
                // Its thread is lost; the process that ends soon takes it along.
                return Report(Violation(input, $"it still runs after {Patience.TotalSeconds} s"));
            }

            await Task.WhenAny(loop, timer.WaitForNextTickAsync(cancellationToken).AsTask());
        }

        return Report(await loop);
    }

    /// <summary>The input of an iteration, the same for the same seed and the same recording.</summary>
    public (IFeed Feed, IReadOnlyList<RecordedFrame> Frames) InputAt(long iteration)
    {
        var random = new Random(unchecked((int)((seed * 1_000_003L) + iteration)));
        var feed = feeds[random.Next(feeds.Count)];
        return (feed, new Damage(random, _all).Apply(feed.Stream.Frames));
    }

    /// <summary>What was recorded is read as it is; and what is made once, types and their tables, is not counted later.</summary>
    private void WarmUp()
    {
        foreach (var feed in feeds.Concat(feeds))
        {
            if (feed.Run(feed.Stream.Frames, 0).Failure is { } failure)
            {
                throw new InvalidOperationException($"What the server sent of {feed.Stream.Name} is not read: {failure.Message}", failure);
            }
        }
    }

    private string? Loop(TimeSpan duration, CancellationToken cancellationToken)
    {
        var began = Stopwatch.GetTimestamp();
        for (; Stopwatch.GetElapsedTime(began) < duration; _iterations++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var (feed, frames) = InputAt(_iterations);
            var input = new Input(_iterations, feed, frames, Stopwatch.GetTimestamp());
            _current = input;
            var verdict = Judge.Try(feed, frames, compare: _iterations % CompareEvery == 0);
            _current = null;
            _changes += verdict.Changes;
            _outcomes[verdict.Outcome] = _outcomes.GetValueOrDefault(verdict.Outcome) + 1;
            if (verdict.Fault is { } fault)
            {
                return Violation(input, fault);
            }
        }

        return null;
    }

    private string Violation(Input input, string fault)
    {
        var streams = feeds.Where(feed => feed.Stream.Table == input.Feed.Stream.Table).Select(static feed => feed.Stream).ToList();
        var file = Path.Combine(folder, $"violation-{seed}-{input.Iteration}.bin");
        new Reproduction(streams, streams.IndexOf(input.Feed.Stream), input.Frames).Save(file);
        return $"Seed {seed}, iteration {input.Iteration}, {input.Feed.Stream.Name}: {fault}\nSee it again: bash eng/fuzz.sh --replay {file}";
    }

    private FuzzReport Report(string? violation) => new(seed, _iterations, _outcomes, _changes, violation);

    private sealed record Input(long Iteration, IFeed Feed, IReadOnlyList<RecordedFrame> Frames, long Began);
}
