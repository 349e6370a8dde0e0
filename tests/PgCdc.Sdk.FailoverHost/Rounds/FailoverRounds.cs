using System.Diagnostics;
using PgCdc.Sdk.FailoverHost.Checking;
using PgCdc.Sdk.FailoverHost.Consuming;
using PgCdc.Sdk.FailoverHost.Servers;
using PgCdc.Sdk.FailoverHost.Writing;
using PgCdc.Sdk.Testing;

namespace PgCdc.Sdk.FailoverHost.Rounds;

/// <summary>
/// Failover after failover under traffic, and in the end the comparison of what the consumer handled with what the surviving primary has.
/// </summary>
public sealed class FailoverRounds : IAsyncDisposable
{
    private readonly RoundSettings _settings;
    private readonly PostgresBinaries _binaries;
    private readonly Action<string> _report;
    private readonly Cluster _cluster = new();
    private Sink? _sink;
    private Traffic? _traffic;
    private Consumer? _consumer;

    private FailoverRounds(RoundSettings settings, PostgresBinaries binaries, Action<string> report)
    {
        _settings = settings;
        _binaries = binaries;
        _report = report;
    }

    private Consumer Consumer => _consumer!;

    /// <summary>Runs the rounds and compares.</summary>
    /// <param name="settings">How many, on which version, from which seed.</param>
    /// <param name="report">Takes a line per round, and the trail where something is wrong.</param>
    /// <exception cref="RoundsFailedException">What had to happen did not.</exception>
    public static async Task<Verdict> RunAsync(RoundSettings settings, Action<string> report)
    {
        var binaries = PostgresBinaries.Find(settings.Version)
            ?? throw new RoundsFailedException($"No PostgreSQL {settings.Version} was found: let {PostgresBinaries.FoldersVariable} name its folder.");
        report($"seed {settings.Seed}, PostgreSQL {binaries.FullVersion}, {settings.Rounds} rounds");
        await using var rounds = new FailoverRounds(settings, binaries, report);
        return await rounds.RunAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await (_consumer?.DisposeAsync() ?? ValueTask.CompletedTask);
        await (_traffic?.DisposeAsync() ?? ValueTask.CompletedTask);
        await _cluster.DisposeAsync();
        await (_sink?.DisposeAsync() ?? ValueTask.CompletedTask);
    }

    private async Task<Verdict> RunAsync()
    {
        var random = new Random(_settings.Seed);
        var deck = new RoundDeck(random, _binaries.Version);
        await _cluster.StartAsync(_binaries);
        _sink = await Sink.StartAsync(_binaries);
        _consumer = new Consumer(_cluster, _sink);
        await Consumer.StartAsync(isByServers: false);
        await _cluster.AddStandbyAsync(syncsSlots: false);
        _traffic = new Traffic(_cluster.WritersConnection, random.Next());
        try
        {
            for (var number = 1; number <= _settings.Rounds; number++)
            {
                await RunRoundAsync(number, deck.Deal());
            }

            await _traffic.StopAsync();
            await Consumer.ReachFenceAsync(Deadline.Token());
            await Consumer.StopAsync();
        }
        catch (RoundsFailedException failure)
        {
            _report(failure.Message);
            await TellOfServersAsync();
            throw;
        }

        var verdict = await Comparison.RunAsync(_cluster.PrimaryConnection, _sink.ConnectionString);
        foreach (var line in verdict.Trail)
        {
            _report(line);
        }

        return verdict;
    }

    private async Task RunRoundAsync(int number, RoundPlan plan)
    {
        var clock = Stopwatch.StartNew();
        var commits = _traffic!.Commits;
        var (phantoms, fromLog) = await _sink!.CountPhantomsAsync();
        Consumer.Note();
        try
        {
            await Consumer.ReachFenceAsync(Deadline.Token());
            await _cluster.SynchroniseSlotAsync(Deadline.Token());
            await WorkAsync(plan.WorkFor);
            await LoseAsync(plan);
            if (plan.Kind is RoundKind.SecondFailover or RoundKind.SecondFailoverLag)
            {
                await LoseAgainAsync(plan);
            }

            await WorkAsync(plan.WritersFirst);
            await Consumer.EnsureStartedAsync(plan.IsByServers);
            _cluster.PointConsumers();
            if (plan.Kill == ConsumerKill.After)
            {
                await WorkAsync(plan.KillAfter);
                await Consumer.KillAsync();
                await Consumer.StartAsync(plan.IsByServers);
            }

            await _cluster.AddStandbyAsync(plan.SyncsSlots);
            await Consumer.ReachFenceAsync(Deadline.Token());
            var (now, nowFromLog) = await _sink.CountPhantomsAsync();
            Consumer.Note($"{now - phantoms} phantoms, {nowFromLog - fromLog} of them from a log");
        }
        finally
        {
            _report($"round {number}: {plan}; {string.Join("; ", Consumer.TakeNotes())}; {_traffic.Commits - commits} commits, {clock.Elapsed.TotalSeconds:0.0} s");
        }
    }

    /// <summary>The primary goes, the standby is promoted, and the writers go on there.</summary>
    private async Task LoseAsync(RoundPlan plan)
    {
        if (plan.Kind == RoundKind.Lag)
        {
            await CutOffAsync(plan);
        }

        if (plan.Kill == ConsumerKill.Before)
        {
            await Consumer.KillAsync();
        }

        await PromoteAsync(plan, isHidden: plan.Kind is RoundKind.SecondFailover or RoundKind.SecondFailoverLag);
    }

    /// <summary>The new primary goes while the consumer catches up from its log.</summary>
    private async Task LoseAgainAsync(RoundPlan plan)
    {
        await _cluster.AddStandbyAsync(plan.SyncsSlots);
        if (plan.Kind == RoundKind.SecondFailoverLag)
        {
            await _cluster.CutStandbyOffAsync(Deadline.Token());
        }

        await WorkAsync(plan.LagFor);
        switch (plan.Stopover)
        {
            case Stopover.Interrupted:
                await Consumer.EnsureStartedAsync(plan.IsByServers);
                await Consumer.HoldAsync(plan.HoldAt, Deadline.Token());
                break;
            case Stopover.Finished:
                await Consumer.EnsureStartedAsync(plan.IsByServers);
                _cluster.PointConsumers();
                await Consumer.ReachFenceAsync(Deadline.Token());
                await WorkAsync(plan.WorkFor);
                break;
        }

        await PromoteAsync(plan, isHidden: false);
        if (plan.Kill == ConsumerKill.Before && plan.Stopover == Stopover.Skipped)
        {
            return;
        }

        if (plan.Kill == ConsumerKill.Never || plan.Stopover != Stopover.Interrupted)
        {
            Consumer.LetGo();
        }
        else
        {
            await Consumer.KillAsync();
        }
    }

    /// <summary>What the consumer handles from here on, the next primary will not have: at least one transaction.</summary>
    private async Task CutOffAsync(RoundPlan plan)
    {
        await _cluster.CutStandbyOffAsync(Deadline.Token());
        await Consumer.ReachFenceAsync(Deadline.Token());
        await WorkAsync(plan.LagFor);
    }

    private async Task PromoteAsync(RoundPlan plan, bool isHidden)
    {
        PostgresStopMode? mode = plan.Kind == RoundKind.Switchover ? PostgresStopMode.Fast : plan.IsHard ? null : PostgresStopMode.Immediate;
        await _cluster.StopPrimaryAsync(mode, Deadline.Token());
        var (timeline, fork) = await _cluster.PromoteAsync(isHidden, Deadline.Token());
        Consumer.Note($"timeline {timeline} from {fork}");
        _cluster.PointWriters();
    }

    /// <summary>Everybody does what they do for a while, and nobody fails at it.</summary>
    private async Task WorkAsync(int milliseconds)
    {
        await Task.WhenAny(Task.Delay(milliseconds), _traffic!.Failed);
        if (_traffic.Failed.IsCompleted)
        {
            await _traffic.Failed;
        }

        Consumer.ThrowIfEnded();
    }

    private async Task TellOfServersAsync()
    {
        if (_cluster.HasPrimary)
        {
            var log = await _cluster.Primary.ReadLogAsync();
            _report("The primary's log ends with:");
            foreach (var line in log.Split('\n').TakeLast(30))
            {
                _report(line);
            }
        }
    }
}
