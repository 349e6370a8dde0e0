using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PgCdc.Sdk.CatchUp;
using PgCdc.Sdk.Checkpoints;
using PgCdc.Sdk.Dispatch;
using PgCdc.Sdk.Failover;
using PgCdc.Sdk.Tables;
using PgCdc.Sdk.Wal;

namespace PgCdc.Sdk.Hosting;

/// <summary>
/// One connection's life: frames to units of work, units of work to checkpoints, checkpoints to acknowledgements. After any error it
/// is disposed of, and the next one begins at the stored checkpoint.
/// </summary>
internal sealed partial class StreamSession(
    IWalSource source,
    StreamWalker walker,
    StreamWalkerContext walkerContext,
    CheckpointTracker tracker,
    LogRetention retention,
    FailoverSlotWatch watch,
    SystemIdentity system,
    ConsumerServices services,
    ILogger logger) : IAsyncDisposable
{
    private static readonly TimeSpan ProbeInterval = TimeSpan.FromSeconds(2);
    private readonly FrameCursor _cursor = new(source);
    private readonly PgCdcOptions _options = services.Options;
    private readonly RowsByKey _rows = new(services.SourceDatabase.DataSource);
    private readonly TimeProvider _clock = services.Clock;
    private long _lastStore = services.Clock.GetTimestamp();
    private long _lastProbe = services.Clock.GetTimestamp();
    private long _lastBase = services.Clock.GetTimestamp();

    /// <summary>
    /// Goes on until something was stored, or the stream shows that it lives. A unit of work ends at a commit: when it is large or
    /// old enough, or when nothing more is waiting, so that group commit adds no delay.
    /// </summary>
    public async Task StepAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var frame = await _cursor.PeekAsync(cancellationToken).ConfigureAwait(false);
            switch (await walker.WalkAsync(frame, unit: null, cancellationToken).ConfigureAwait(false))
            {
                case WalkStep.NeedsUnit:
                    await RunUnitAsync(cancellationToken).ConfigureAwait(false);
                    await TakeBaseIfDueAsync(cancellationToken).ConfigureAwait(false);
                    await retention.TendAsync(tracker.Horizon, cancellationToken).ConfigureAwait(false);
                    return;
                case WalkStep.Committed:
                    _cursor.Advance();
                    Complete();
                    if (tracker.Unstored >= _options.MaxTransactionsPerUnit)
                    {
                        await StoreIdleAsync(cancellationToken).ConfigureAwait(false);
                        return;
                    }

                    break;
                case WalkStep.Idle:
                    _cursor.Advance();
                    tracker.Progress(frame.Lsn);
                    Tell();
                    await TakeBaseIfDueAsync(cancellationToken).ConfigureAwait(false);
                    if (IsIdleStoreDue())
                    {
                        await StoreIdleAsync(cancellationToken).ConfigureAwait(false);
                    }
                    else
                    {
                        await ProbeIfDueAsync(cancellationToken).ConfigureAwait(false);
                    }

                    await retention.TendAsync(tracker.Horizon, cancellationToken).ConfigureAwait(false);
                    await watch.LookAsync(cancellationToken).ConfigureAwait(false);
                    return;
                default:
                    _cursor.Advance();
                    break;
            }
        }
    }

    public ValueTask DisposeAsync() => source.DisposeAsync();

    private async Task RunUnitAsync(CancellationToken cancellationToken)
    {
        CheckpointMove? move = null;
        UnitOfWork? unit = null;
        try
        {
            await services.Store.CommitAsync(
                async (scope, token) =>
                {
                    unit = OpenUnit(scope);
                    await FillUnitAsync(unit, token).ConfigureAwait(false);
                    await unit.FlushAsync(token).ConfigureAwait(false);
                    return move = tracker.NextMove();
                },
                cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (move is not null
            && Failure.Classify(exception, cancellationToken.IsCancellationRequested) == FailureKind.Refused)
        {
            // What handlers only added is written at the end; what is wrong with it is theirs, wherever it shows.
            throw new HandlerException("The commit of the unit of work", walker.LastCommitted.Xid, new ChangePosition(walker.LastCommitLsn, 0), null, null, exception);
        }

        Stored(move!);
        services.Monitor.Count(unit!.Changes, unit.Transactions);
        services.Metrics.UnitStored(unit.Changes, unit.Transactions);
        LogUnit(unit.Transactions, unit.Changes, move!.Lsn);
    }

    private async Task FillUnitAsync(UnitOfWork unit, CancellationToken cancellationToken)
    {
        var began = _clock.GetTimestamp();
        while (true)
        {
            var frame = await _cursor.PeekAsync(cancellationToken).ConfigureAwait(false);
            var step = await walker.WalkAsync(frame, unit, cancellationToken).ConfigureAwait(false);
            _cursor.Advance();
            switch (step)
            {
                case WalkStep.Committed:
                    Complete();
                    break;
                case WalkStep.Idle:
                    tracker.Progress(frame.Lsn);
                    break;
                case WalkStep.MessagePassed:
                    tracker.Progress(walker.BehindLastMessage);
                    break;
            }

            if (walker.IsInTransaction)
            {
                continue;
            }

            if (unit.Transactions >= MaxTransactions()
                || unit.Changes >= _options.MaxChangesPerUnit
                || _clock.GetElapsedTime(began) >= _options.MaxUnitDuration
                || !_cursor.TryPeek(out _))
            {
                return;
            }
        }
    }

    /// <summary>While a failed transaction is being retried, each goes alone: those before it are stored whatever becomes of it.</summary>
    private int MaxTransactions() => services.Retries.IsRetrying ? 1 : _options.MaxTransactionsPerUnit;

    private UnitOfWork OpenUnit(IServiceProvider scope)
    {
        var observers = services.Observers.Count == 0
            ? (IReadOnlyList<IStreamObserver>)[]
            : [.. services.Observers.Select(type => (IStreamObserver)scope.GetRequiredService(type))];
        return new UnitOfWork(scope, observers, services.Recent, _options.MaxBatchSize, _options.RefillUnsent ? new RefillQueue(_rows) : null);
    }

    private void Complete()
    {
        if (walker.LastWasRepeat)
        {
            return;
        }

        tracker.Complete(walker.LastCommitted.Xid, walker.LastCommitted.CommitEndLsn);
    }

    private bool IsIdleStoreDue() =>
        _clock.GetElapsedTime(_lastStore) >= _options.IdleCheckpointInterval
        && (tracker.Handled - tracker.Stored >= _options.IdleCheckpointBytes && tracker.Handled > tracker.Stored
            || tracker.Unstored > 0
            || tracker.HasReachedBase);

    private async Task StoreIdleAsync(CancellationToken cancellationToken)
    {
        var move = tracker.NextMove();
        await services.Store.CommitAsync((_, _) => Task.FromResult(move), cancellationToken).ConfigureAwait(false);
        Stored(move);
        LogIdle(move.Lsn);
    }

    private void Stored(CheckpointMove move)
    {
        tracker.Accept(move);
        // Only now, and only this far, may the server forget.
        source.Acknowledge(move.Lsn);
        services.Retries.Stored(move.Handled);
        _lastStore = _clock.GetTimestamp();
        Tell();
    }

    private void Tell()
    {
        services.Monitor.Move(tracker.Stored, tracker.Handled, source.Received);
        services.Monitor.Enter(PgCdcState.Streaming);
    }

    /// <summary>
    /// A server that shuts down waits for its senders until everything they sent is confirmed, and the last it sends is never stored
    /// here: its own database is closed by then. The stream alone does not show it; a query that is refused does, and ends the session.
    /// </summary>
    private async Task ProbeIfDueAsync(CancellationToken cancellationToken)
    {
        if (tracker.Handled > tracker.Stored && _clock.GetElapsedTime(_lastProbe) >= ProbeInterval)
        {
            await services.SourceDatabase.ProbeAsync(cancellationToken).ConfigureAwait(false);
            _lastProbe = _clock.GetTimestamp();
        }
    }

    /// <summary>Where nothing is handled a base still lets the log be purged of what others write; that can wait longer.</summary>
    private bool IsBaseDue()
    {
        var age = _clock.GetElapsedTime(_lastBase);
        return age >= _options.BaseInterval && (tracker.WantsBase || (tracker.WantsIdleBase && age >= _options.LogPurgeInterval));
    }

    private async Task TakeBaseIfDueAsync(CancellationToken cancellationToken)
    {
        if (walker.IsInTransaction || !IsBaseDue())
        {
            return;
        }

        var (snapshot, lsn) = await services.SourceDatabase.CaptureAsync(cancellationToken).ConfigureAwait(false);
        walkerContext.XidReference = snapshot.Xmax;
        tracker.Propose(new SnapshotBase(lsn, system.Timeline, snapshot));
        _lastBase = _clock.GetTimestamp();
        LogBase(lsn);
    }
}
