using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PgCdc.Sdk.Checkpoints;
using PgCdc.Sdk.Dispatch;
using PgCdc.Sdk.Failover;
using PgCdc.Sdk.Wal;

namespace PgCdc.Sdk.Hosting;

/// <summary>Connects, decides by slot, checkpoint and server how to go on, and opens the stream at the stored position.</summary>
internal sealed partial class SessionOpener(
    IWalSourceFactory sources, EntityCatalog catalog, ConsumerServices services, ILogger<SessionOpener> logger, ILoggerFactory loggers)
{
    private readonly PgCdcOptions _options = services.Options;

    public async Task<StreamSession> OpenAsync(CancellationToken cancellationToken)
    {
        var source = await sources.OpenAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var system = await source.IdentifyAsync(cancellationToken).ConfigureAwait(false);
            var (slot, checkpoint) = await ReadAsync(cancellationToken).ConfigureAwait(false);
            var switchPoint = await FindSwitchPointAsync(source, checkpoint, system, cancellationToken).ConfigureAwait(false);
            var verdict = SlotCheck.Decide(_options.SlotName, checkpoint, system, slot, switchPoint);
            if (verdict != SlotVerdict.Resume)
            {
                checkpoint = await CreateAsync(source, checkpoint, system, slot, cancellationToken).ConfigureAwait(false);
            }

            return await StartAsync(source, checkpoint!, system, cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            await source.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>
    /// The slot, and behind it the checkpoint. Another runner may be moving both: read in this order, what it had confirmed is no more
    /// than what is stored, and a slot that it made is no stranger's, because it stored its intent before. Only a slot that was made
    /// between the two seems missing; the checkpoint then says that it is there, and a second look sees it.
    /// </summary>
    private async Task<(SlotState? Slot, Checkpoint? Checkpoint)> ReadAsync(CancellationToken cancellationToken)
    {
        for (var isSecondLook = false; ; isSecondLook = true)
        {
            var slot = await services.SourceDatabase.FindSlotAsync(_options.SlotName, cancellationToken).ConfigureAwait(false);
            var checkpoint = await services.Store.LoadAsync(services.Consumer, cancellationToken).ConfigureAwait(false);
            if (isSecondLook || slot is not null || checkpoint is not { State: CheckpointState.Ready })
            {
                return (slot, checkpoint);
            }
        }
    }

    private static async Task<Lsn?> FindSwitchPointAsync(
        IWalSource source, Checkpoint? checkpoint, SystemIdentity system, CancellationToken cancellationToken)
    {
        if (checkpoint is null || checkpoint.SystemId != system.SystemId || checkpoint.Timeline == system.Timeline)
        {
            return null;
        }

        if (system.Timeline < checkpoint.Timeline)
        {
            // An old primary: its history cannot tell of a later timeline, and the first timeline has no history to ask for.
            return Lsn.Zero;
        }

        var history = await source.ReadTimelineHistoryAsync(system.Timeline, cancellationToken).ConfigureAwait(false);
        // A timeline that is no ancestor of the server's shares nothing with it that could be proven.
        return TimelineHistory.SwitchPoint(history, checkpoint.Timeline) ?? Lsn.Zero;
    }

    private async Task<StreamSession> StartAsync(
        IWalSource source, Checkpoint checkpoint, SystemIdentity system, CancellationToken cancellationToken)
    {
        var (snapshot, _) = await services.SourceDatabase.CaptureAsync(cancellationToken).ConfigureAwait(false);
        var context = new StreamWalkerContext
        {
            SystemId = system.SystemId,
            ResumedFrom = checkpoint.Lsn,
            HasObservers = services.Observers.Count > 0,
            XidReference = snapshot.Xmax,
            AttemptAt = services.Retries.AttemptAt,
        };
        var walker = new StreamWalker(catalog, context, loggers.CreateLogger<StreamWalker>());
        var tracker = new CheckpointTracker(services.Consumer, checkpoint, system.Timeline, _options.RetainedBases);
        services.Monitor.Move(checkpoint.Lsn, checkpoint.Lsn, system.FlushLsn);
        source.Start(_options.SlotName, _options.PublicationName, checkpoint.Lsn, cancellationToken);
        LogStarted(services.Consumer, _options.SlotName, checkpoint.Lsn, system.SystemId, system.Timeline);
        return new StreamSession(source, walker, context, tracker, system, services, loggers.CreateLogger<StreamSession>());
    }

    /// <summary>
    /// The first start, in steps that a crash may part: intent stored, slot created with its snapshot, checkpoint stored together with
    /// what observers wrote. Until the last one nothing was handled, so whoever finds the intent begins anew.
    /// </summary>
    private async Task<Checkpoint> CreateAsync(
        IWalSource source, Checkpoint? abandoned, SystemIdentity system, SlotState? slot, CancellationToken cancellationToken)
    {
        if (!_options.CreateSlot)
        {
            throw new SlotException(
                SlotProblem.Missing, _options.SlotName,
                $"Slot \"{_options.SlotName}\" does not exist, and CreateSlot is off: create it, or allow the consumer to.");
        }

        await using var creationLock = await services.SourceDatabase.TryLockCreationAsync(_options.SlotName, cancellationToken).ConfigureAwait(false)
            ?? throw new SlotBusyException(_options.SlotName, null);
        var intent = new CheckpointMove
        {
            Consumer = services.Consumer,
            ExpectedVersion = abandoned?.Version ?? 0,
            Slot = _options.SlotName,
            SystemId = system.SystemId,
            Timeline = system.Timeline,
            State = CheckpointState.Creating,
            Lsn = Lsn.Zero,
            Reset = true,
        };
        await services.Store.CommitAsync((_, _) => Task.FromResult(intent), cancellationToken).ConfigureAwait(false);
        if (abandoned is not null && slot is not null)
        {
            LogAbandoned(_options.SlotName);
            await services.SourceDatabase.DropSlotAsync(_options.SlotName, cancellationToken).ConfigureAwait(false);
        }

        var failover = _options.FailoverSlot && await services.SourceDatabase.GetVersionAsync(cancellationToken).ConfigureAwait(false) >= 17;
        var created = await source.CreateSlotAsync(_options.SlotName, failover, cancellationToken).ConfigureAwait(false);
        var snapshot = await services.SourceDatabase.ImportAsync(created.SnapshotName, cancellationToken).ConfigureAwait(false);
        LogCreated(_options.SlotName, created.ConsistentPoint);
        var first = intent with
        {
            ExpectedVersion = intent.ExpectedVersion + 1,
            State = CheckpointState.Ready,
            Lsn = created.ConsistentPoint,
            NewBase = new SnapshotBase(created.ConsistentPoint, system.Timeline, snapshot),
        };
        await services.Store.CommitAsync(
            async (scope, token) =>
            {
                foreach (var type in services.Observers)
                {
                    var observer = (IStreamObserver)scope.GetRequiredService(type);
                    await observer.OnSlotCreatedAsync(created, token).ConfigureAwait(false);
                }

                return first;
            },
            cancellationToken).ConfigureAwait(false);
        return new Checkpoint
        {
            Slot = first.Slot,
            SystemId = first.SystemId,
            Timeline = first.Timeline,
            State = first.State,
            Lsn = first.Lsn,
            Version = first.ExpectedVersion + 1,
            Bases = [first.NewBase],
        };
    }
}
