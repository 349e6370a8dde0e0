using PgCdc.Sdk.CrashHost;
using PgCdc.Sdk.CrashHost.Killing;
using PgCdc.Sdk.IntegrationTests.Infrastructure;

namespace PgCdc.Sdk.IntegrationTests.Crash;

[Trait("Needs", "Postgres")]
public sealed class KillLoopTests(ServerFixture server, ITestOutputHelper output)
{
    private const int Writers = 3;
    private const int StreamingKills = 48;

    /// <summary>The runner that streams, and the one that waits to take over.</summary>
    private const int RunnersAtOnce = 2;

    private readonly List<CrashRun> _runs = [];

    [Fact]
    public async Task A_consumer_killed_at_every_step_again_and_again_loses_nothing_and_doubles_nothing()
    {
        var seed = Random.Shared.Next();
        output.WriteLine($"seed {seed}");
        var random = new Random(seed);
        await using var database = await CrashDatabase.CreateAsync(server.Server, $"crash_{Environment.ProcessId}");
        await using var watch = new ConfirmedPositionWatch(database);
        var (writers, writing, stop) = StartWriters(database, seed);
        try
        {
            await RunAsync(database, KillPlan.FirstStart(database), atOnce: 1);
            await RunAsync(database, KillPlan.Streaming(database, StreamingKills, _runs.Count + 1, random), RunnersAtOnce);
        }
        finally
        {
            await stop.CancelAsync();
            await writing;
            stop.Dispose();
        }

        var last = await CrashRun.RunAsync(KillPlan.Last(database, _runs.Count + 1, await database.PositionAsync()));
        _runs.Add(last);
        Assert.True(last.ExitCode == 0, Trail("The last run, which nobody killed, did not catch up."));
        await watch.StopAsync();
        Assert.True(watch.Violation is null, Trail(watch.Violation ?? ""));
        var witnesses = await Witnesses.ReadAsync(database);
        foreach (var run in _runs)
        {
            output.WriteLine(run.Describe(logLines: 0));
        }

        output.WriteLine(
            $"{_runs.Count(run => run.WasKilled)} kills, {writers.Sum(writer => writer.Commits)} commits, {writers.Sum(writer => writer.Rollbacks)} rollbacks, {witnesses.Handled.Count} changes handled by {witnesses.RunsThatHandled.Count} runs, {witnesses.Copied.Count} transactions in the slot's snapshot, {watch.Samples} looks at the confirmed position");
        AssertExact(witnesses);
        AssertTheLoopWasWorthIt(witnesses, writers, watch);
    }

    private static (CrashWriter[] Writers, Task Writing, CancellationTokenSource Stop) StartWriters(CrashDatabase database, int seed)
    {
        var stop = new CancellationTokenSource();
        CrashWriter[] writers = [.. Enumerable.Range(1, Writers).Select(number => new CrashWriter(database.Source, seed ^ number))];
        return (writers, Task.WhenAll(writers.Select(writer => writer.RunAsync(stop.Token))), stop);
    }

    private async Task RunAsync(CrashDatabase database, IEnumerable<CrashSettings> plan, int atOnce)
    {
        var running = new List<Task<CrashRun>>();
        try
        {
            foreach (var settings in plan)
            {
                if (running.Count == atOnce)
                {
                    await EndOneAsync(running);
                }

                var (confirmed, stored) = await database.PositionsAsync();
                Assert.False(confirmed > stored, Trail($"Before run {settings.Run} the slot was confirmed up to {confirmed} while {stored} was stored."));
                running.Add(CrashRun.RunAsync(settings));
            }

            while (running.Count > 0)
            {
                await EndOneAsync(running);
            }
        }
        finally
        {
            await Task.WhenAll(running);
        }
    }

    private async Task EndOneAsync(List<Task<CrashRun>> running)
    {
        var ended = await Task.WhenAny(running);
        running.Remove(ended);
        var run = await ended;
        _runs.Add(run);
        Assert.True(run.WasKilled, Trail("A run did not end by its kill."));
    }

    private void AssertExact(Witnesses witnesses)
    {
        var difference = Enumerable.Range(0, Math.Max(witnesses.Expected.Count, witnesses.Handled.Count))
            .FirstOrDefault(index => witnesses.Expected.ElementAtOrDefault(index) != witnesses.Handled.ElementAtOrDefault(index), -1);
        Assert.True(
            difference < 0,
            Trail(
                $"""
                {witnesses.Expected.Count} changes were committed and {witnesses.Handled.Count} handled.
                Lost: {Sample(witnesses.Expected.Except(witnesses.Handled))}
                Not committed: {Sample(witnesses.Handled.Except(witnesses.Expected))}
                Doubled: {Sample(witnesses.Handled.GroupBy(line => line).Where(lines => lines.Count() > 1).Select(lines => lines.Key))}
                First difference, at {difference}: expected {witnesses.Expected.ElementAtOrDefault(difference)}, handled {witnesses.Handled.ElementAtOrDefault(difference)}
                """));
        var wrong = witnesses.ExpectedTallies.Keys.Union(witnesses.Tallies.Keys)
            .Where(key => witnesses.ExpectedTallies.GetValueOrDefault(key) != witnesses.Tallies.GetValueOrDefault(key));
        Assert.True(!wrong.Any(), Trail($"The checksums of some keys differ: {Sample(wrong)}"));
        // Between the snapshot and the stream there is no gap and no overlap.
        Assert.Equal(witnesses.CommittedBeforeSlot.Order(), witnesses.Copied.Order());
    }

    /// <summary>A loop that killed nothing, wrote nothing or left all the work to the last run would prove nothing.</summary>
    private void AssertTheLoopWasWorthIt(Witnesses witnesses, CrashWriter[] writers, ConfirmedPositionWatch watch)
    {
        var kills = _runs.Where(run => run.WasKilled).CountBy(run => run.Settings.Step).ToDictionary();
        Assert.True(kills.Values.Sum() >= 50, $"{kills.Values.Sum()} kills");
        Assert.All(
            Enum.GetValues<KillStep>().Except([KillStep.Never, KillStep.SlotCreated]),
            step => Assert.True(kills.GetValueOrDefault(step) >= 5, $"{kills.GetValueOrDefault(step)} kills at {step}"));
        Assert.True(kills.GetValueOrDefault(KillStep.SlotCreated) >= 1);
        Assert.True(witnesses.RunsThatHandled.Count >= 15, $"only {witnesses.RunsThatHandled.Count} runs handled anything");
        Assert.True(writers.All(writer => writer is { Commits: > 0, Rollbacks: > 0 }));
        Assert.All(
            (string[])["insert", "update", "delete"],
            operation => Assert.Contains(witnesses.Audit, line => line.Operation == operation));
        Assert.Contains(witnesses.Audit, line => line is { Operation: "update", Value: ['e' or 's', ..] });
        Assert.NotEmpty(witnesses.Copied);
        Assert.True(watch is { Samples: > 50, LastConfirmed.Value: > 0 });
    }

    private static string Sample(IEnumerable<string> lines)
    {
        var all = lines.ToList();
        return all.Count == 0 ? "none" : $"{all.Count}, such as {string.Join("; ", all.Take(5))}";
    }

    /// <summary>What happened, and all of it: each run in a line, the last ones with their logs.</summary>
    private string Trail(string what) => string.Join(
        Environment.NewLine,
        _runs.Select((run, index) => run.Describe(logLines: run.WasKilled && index < _runs.Count - 3 ? 0 : 40)).Prepend(what));
}
