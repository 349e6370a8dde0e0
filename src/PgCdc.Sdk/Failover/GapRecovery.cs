using Microsoft.Extensions.Logging;
using PgCdc.Sdk.Binding;
using PgCdc.Sdk.CatchUp;
using PgCdc.Sdk.Checkpoints;
using PgCdc.Sdk.Dispatch;
using PgCdc.Sdk.Hosting;
using PgCdc.Sdk.Wal;

namespace PgCdc.Sdk.Failover;

/// <summary>
/// Makes a checkpoint and a server belong together again. Every step is stored before the next one begins, so that whatever interrupts
/// it, a new attempt finds what it needs: the intent (state <see cref="CheckpointState.CatchingUp"/>, nothing else changed); then the
/// slot and its snapshot; then, at once, the checkpoint without what the server never had, and who had to hear of it; then unit by unit
/// what was missing; then the position that the new slot streams from.
/// </summary>
internal sealed partial class GapRecovery(
    EntityCatalog catalog, ConsumerServices services, SlotCreation creation, ILogger<GapRecovery> logger, ILoggerFactory loggers)
{
    private readonly PgCdcOptions _options = services.Options;

    /// <summary>The slot is good, but the server lacks what was handled: say so, and go on without it.</summary>
    /// <exception cref="SlotException">The strategy is to stop.</exception>
    public async Task<Checkpoint> AcceptDivergenceAsync(
        Checkpoint checkpoint, TimelineHistory history, SlotFinding finding, CancellationToken cancellationToken)
    {
        // The slot gives all that is missing: whether there is a log does not matter.
        var strategy = _options.SlotLoss ?? SlotLossStrategy.CatchUpFromLog;
        if (strategy == SlotLossStrategy.Fail)
        {
            throw finding.Problem!;
        }

        var divergence = Divergence.Of(checkpoint, finding.Fork);
        Announce(finding, divergence.Phantoms.Count);
        var move = Move(divergence.Surviving, history, CheckpointState.Ready);
        await services.Store.CommitAsync(
            async (scope, token) =>
            {
                var notices = Notices(scope, checkpoint);
                await notices.TellAsync(observer => observer.OnGapFoundAsync(Gap(checkpoint, history, finding, strategy), token), token).ConfigureAwait(false);
                await notices.TellPhantomsAsync(divergence.Phantoms, token).ConfigureAwait(false);
                return move;
            },
            cancellationToken).ConfigureAwait(false);
        Forget(divergence.Phantoms);
        return divergence.Surviving with { Timeline = history.Timeline, History = history, Version = checkpoint.Version + 1 };
    }

    /// <summary>The slot cannot be resumed from: do what the strategy says.</summary>
    /// <exception cref="SlotException">It says to stop, or what it needs is not there.</exception>
    public async Task<Checkpoint> CloseAsync(
        IWalSource source,
        Checkpoint checkpoint,
        SystemIdentity system,
        TimelineHistory history,
        SlotState? slot,
        SlotFinding finding,
        CancellationToken cancellationToken)
    {
        var problem = finding.Problem!;
        var strategy = StrategyFor(problem);
        switch (strategy)
        {
            case SlotLossStrategy.SkipAhead:
                return await SkipAheadAsync(source, checkpoint, system, history, slot, finding, cancellationToken).ConfigureAwait(false);
            case SlotLossStrategy.Resnapshot:
                throw new SlotException(
                    problem.Problem, _options.SlotName, $"{problem.Message} SlotLossStrategy.Resnapshot is not available yet: choose another one.");
            case SlotLossStrategy.CatchUpFromLog when problem.Problem is not (SlotProblem.OtherSystem or SlotProblem.DivergedTooFar):
                return await CatchUpAsync(source, checkpoint, system, history, slot, finding, cancellationToken).ConfigureAwait(false);
            default:
                throw problem;
        }
    }

    private async Task<Checkpoint> CatchUpAsync(
        IWalSource source,
        Checkpoint checkpoint,
        SystemIdentity system,
        TimelineHistory history,
        SlotState? slot,
        SlotFinding finding,
        CancellationToken cancellationToken)
    {
        var entities = LoggedEntities();
        await using var creationLock = await creation.LockAsync(cancellationToken).ConfigureAwait(false);
        var divergence = Divergence.Of(checkpoint, finding.Fork);
        var since = divergence.Surviving.Bases[^1].Snapshot;
        if (entities.Count > 0)
        {
            ThrowIfPurged(since, await services.SourceDatabase.GetPurgedBelowAsync(cancellationToken).ConfigureAwait(false));
        }

        var creations = creation.CountIn(checkpoint);
        services.Monitor.Enter(PgCdcState.CatchingUp);
        var isFirst = checkpoint.State == CheckpointState.Ready;
        if (isFirst)
        {
            Announce(finding, divergence.Phantoms.Count);
        }

        var intent = AsStored(Move(checkpoint, checkpoint.History, CheckpointState.CatchingUp)) with { SlotCreations = creations };
        await services.Store.CommitAsync(
            async (scope, token) =>
            {
                if (isFirst)
                {
                    await Notices(scope, checkpoint)
                        .TellAsync(observer => observer.OnGapFoundAsync(Gap(checkpoint, history, finding, SlotLossStrategy.CatchUpFromLog), token), token)
                        .ConfigureAwait(false);
                }

                return intent;
            },
            cancellationToken).ConfigureAwait(false);
        var version = intent.ExpectedVersion + 1;

        var created = await creation.ReplaceAsync(source, slot, system, cancellationToken).ConfigureAwait(false);
        await using var reader = await services.SourceDatabase.OpenLogAsync(created.SnapshotName, entities, cancellationToken).ConfigureAwait(false);
        ThrowIfPurged(since, reader.PurgedBelow);
        var plan = CatchUpPlan.Make(
            since,
            await reader.ListAsync(since, cancellationToken).ConfigureAwait(false),
            divergence.Surviving.Handled.SelectMany(static unit => unit.Transactions),
            divergence.Uncertain);

        var surviving = WithSurvivors(divergence.Surviving, plan, finding.Fork, version + 1);
        IReadOnlyList<(HandledTransaction, uint)> phantoms = [.. divergence.Phantoms, .. plan.Phantoms];
        var begin = Move(surviving with { Version = version }, history, CheckpointState.CatchingUp) with { SystemId = system.SystemId };
        var run = new CatchUpRun(
            reader,
            plan,
            AsStored(begin) with { ExpectedVersion = version + 1 },
            created.ConsistentPoint,
            services,
            loggers.CreateLogger<CatchUpRun>());
        await services.Store.CommitAsync(
            async (scope, token) =>
            {
                var notices = Notices(scope, checkpoint);
                await notices.TellPhantomsAsync(phantoms, token).ConfigureAwait(false);
                await notices.TellAsync(observer => observer.OnSlotCreatedAsync(created, token), token).ConfigureAwait(false);
                await notices.TellAsync(observer => observer.OnCatchUpStartedAsync(run.Progress, token), token).ConfigureAwait(false);
                return begin;
            },
            cancellationToken).ConfigureAwait(false);
        Forget(phantoms);
        var (last, handled) = await run.RunAsync(since, cancellationToken).ConfigureAwait(false);

        var reached = new SnapshotBase(created.ConsistentPoint, history.Timeline, reader.Snapshot);
        IReadOnlyList<SnapshotBase> bases = [.. surviving.Bases.Append(reached).TakeLast(_options.RetainedBases)];
        var end = AsStored(begin) with
        {
            ExpectedVersion = last,
            State = CheckpointState.Ready,
            Lsn = created.ConsistentPoint,
            NewBase = reached,
            DropBasesBelow = bases[0].Lsn,
        };
        await services.Store.CommitAsync(
            async (scope, token) =>
            {
                await Notices(scope, checkpoint).TellAsync(observer => observer.OnCatchUpFinishedAsync(run.Progress, token), token).ConfigureAwait(false);
                return end;
            },
            cancellationToken).ConfigureAwait(false);
        LogFinished(services.Consumer, run.Progress.TransactionsDone, run.Progress.RowsDone, created.ConsistentPoint);
        return surviving with
        {
            SystemId = system.SystemId,
            Timeline = history.Timeline,
            History = history,
            State = CheckpointState.Ready,
            Lsn = created.ConsistentPoint,
            Version = last + 1,
            Bases = bases,
            Handled = [.. surviving.Handled, .. handled],
            SlotCreations = creations,
        };
    }

    private async Task<Checkpoint> SkipAheadAsync(
        IWalSource source,
        Checkpoint checkpoint,
        SystemIdentity system,
        TimelineHistory history,
        SlotState? slot,
        SlotFinding finding,
        CancellationToken cancellationToken)
    {
        var phantoms = Divergence.Of(checkpoint, finding.Fork).Phantoms;
        Announce(finding, phantoms.Count);
        var first = await creation.CreateAsync(
            source,
            checkpoint,
            system,
            history,
            slot,
            async (scope, token) =>
            {
                var notices = Notices(scope, checkpoint);
                await notices.TellAsync(observer => observer.OnGapFoundAsync(Gap(checkpoint, history, finding, SlotLossStrategy.SkipAhead), token), token)
                    .ConfigureAwait(false);
                await notices.TellPhantomsAsync(phantoms, token).ConfigureAwait(false);
            },
            cancellationToken).ConfigureAwait(false);
        Forget(phantoms);
        LogSkipped(services.Consumer, checkpoint.Lsn, first.Lsn);
        return first;
    }

    private SlotLossStrategy StrategyFor(SlotException problem)
    {
        var unlogged = catalog.Entities.Where(static entity => entity.Pipeline.HasHandlers && entity.Table.Log is null).Select(static entity => entity.Table.DisplayName).ToList();
        var strategy = _options.SlotLoss ?? (unlogged.Count == 0 && !_options.LocalChangesOnly ? SlotLossStrategy.CatchUpFromLog : SlotLossStrategy.Fail);
        return strategy == SlotLossStrategy.CatchUpFromLog && unlogged.Count > 0
            ? throw new SlotException(
                SlotProblem.NoLog, _options.SlotName,
                $"{problem.Message} It cannot be closed from the log: {string.Join(", ", unlogged)} {(unlogged.Count > 1 ? "have" : "has")} no log table. Switch the log on ([CaptureChanges] without Log = false, and UsePgCdc() in the context's options) for the next time, and choose another strategy now.")
            : strategy;
    }

    private List<(EntityPipeline Pipeline, EntityTable Table)> LoggedEntities() =>
        [.. catalog.Tables.Where(sharing => sharing[0].Table.Log is not null && (sharing.Any(static entity => entity.Pipeline.HasHandlers) || services.Observers.Count > 0)).SelectMany(static sharing => sharing)];

    private void ThrowIfPurged(PgSnapshot since, ulong purgedBelow)
    {
        if (since.Xmin < purgedBelow)
        {
            throw new SlotException(
                SlotProblem.LogPurged, _options.SlotName,
                $"Slot \"{_options.SlotName}\" is lost, and the log can no longer close the gap: it was purged up to transaction {purgedBelow} by its cap of age or size, and what was handled is certain only up to {since.Xmin}. Delete the consumer's checkpoint and refill what it feeds, or choose SlotLossStrategy.SkipAhead; raise LogMaxAge and LogMaxBytes for the next time.");
        }
    }

    /// <summary>What the log told to have survived lies before the fork: its old bound, from the lost server, says nothing here.</summary>
    private static Checkpoint WithSurvivors(Checkpoint surviving, CatchUpPlan plan, Lsn? fork, long version) => plan.Survivors.Count == 0
        ? surviving
        : surviving with
        {
            Handled =
            [
                .. surviving.Handled,
                new HandledUnit(
                    version,
                    fork!.Value,
                    plan.Survivors[^1].Timeline,
                    [.. plan.Survivors.Select(survivor => survivor.Transaction with { CommitEndLsn = fork.Value })]),
            ],
        };

    private CheckpointMove Move(Checkpoint to, TimelineHistory history, CheckpointState state) => new()
    {
        Consumer = services.Consumer,
        ExpectedVersion = to.Version,
        Slot = _options.SlotName,
        SystemId = to.SystemId,
        Timeline = history.Timeline,
        History = history,
        State = state,
        Lsn = to.Lsn,
        Reset = true,
        KeptBases = to.Bases,
        KeptHandled = to.Handled,
    };

    /// <summary>The move with bases and handled transactions left as they are.</summary>
    private static CheckpointMove AsStored(CheckpointMove move) => move with { Reset = false, KeptBases = [], KeptHandled = [] };

    private GapFound Gap(Checkpoint checkpoint, TimelineHistory history, SlotFinding finding, SlotLossStrategy strategy) => new(
        services.Consumer, finding.Problem!.Problem, strategy, checkpoint.Lsn, checkpoint.SystemId, history.Timeline, finding.Fork, finding.Problem.Message);

    private FailoverNotices Notices(IServiceProvider scope, Checkpoint checkpoint) => new(scope, services.FailoverObservers, services.Recent, checkpoint.Lsn);

    private void Announce(SlotFinding finding, int phantoms)
    {
        services.Metrics.GapFound(finding.Problem!.Problem);
        LogGap(services.Consumer, finding.Problem.Problem, finding.Problem.Message, phantoms);
    }

    /// <summary>Stored: the phantoms are told, and what was remembered of another history goes.</summary>
    private void Forget(IReadOnlyList<(HandledTransaction Transaction, uint Timeline)> phantoms)
    {
        services.Metrics.PhantomsFound(phantoms.Count);
        foreach (var (transaction, timeline) in phantoms)
        {
            LogPhantom(services.Consumer, transaction.Xid, transaction.CommitEndLsn, timeline);
        }

        if (phantoms.Count > 0)
        {
            services.Recent.Clear();
            services.Retries.Forget();
        }
    }
}
