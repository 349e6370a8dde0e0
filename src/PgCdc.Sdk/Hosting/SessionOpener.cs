using Microsoft.Extensions.Logging;
using PgCdc.Sdk.CatchUp;
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
    private readonly SlotCreation _creation = new(services, loggers.CreateLogger<SlotCreation>());

    public async Task<StreamSession> OpenAsync(CancellationToken cancellationToken)
    {
        var source = await sources.OpenAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var system = await source.IdentifyAsync(cancellationToken).ConfigureAwait(false);
            var history = await ReadHistoryAsync(source, system, cancellationToken).ConfigureAwait(false);
            var (slot, checkpoint) = await ReadAsync(cancellationToken).ConfigureAwait(false);
            var finding = SlotCheck.Decide(_options.SlotName, checkpoint, system, history, slot, services.Undecodable);
            var recovery = new GapRecovery(catalog, services, _creation, loggers.CreateLogger<GapRecovery>(), loggers);
            checkpoint = finding.Verdict switch
            {
                SlotVerdict.Create or SlotVerdict.CreateAnew =>
                    await _creation.CreateAsync(source, checkpoint, system, history, slot, onIntent: null, cancellationToken).ConfigureAwait(false),
                SlotVerdict.Gap => await recovery.CloseAsync(source, checkpoint!, system, history, slot, finding, cancellationToken).ConfigureAwait(false),
                SlotVerdict.Resume when finding.Fork is not null =>
                    await recovery.AcceptDivergenceAsync(checkpoint!, history, finding, cancellationToken).ConfigureAwait(false),
                _ => checkpoint,
            };
            services.Undecodable = null;
            return await StartAsync(source, checkpoint!, system, history, cancellationToken).ConfigureAwait(false);
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

    /// <summary>The first timeline has no history, and no file to ask for.</summary>
    private static async Task<TimelineHistory> ReadHistoryAsync(IWalSource source, SystemIdentity system, CancellationToken cancellationToken) =>
        system.Timeline == 1
            ? TimelineHistory.Empty
            : TimelineHistory.ParseFile(
                system.Timeline, await source.ReadTimelineHistoryAsync(system.Timeline, cancellationToken).ConfigureAwait(false));

    private async Task<StreamSession> StartAsync(
        IWalSource source, Checkpoint checkpoint, SystemIdentity system, TimelineHistory history, CancellationToken cancellationToken)
    {
        var (snapshot, _) = await services.SourceDatabase.CaptureAsync(cancellationToken).ConfigureAwait(false);
        var context = new StreamWalkerContext
        {
            SystemId = system.SystemId,
            History = history,
            ResumedFrom = checkpoint.Lsn,
            HasObservers = services.Observers.Count > 0,
            Messages = services.Messages,
            Columns = services.Columns,
            XidReference = snapshot.Xmax,
            AttemptAt = services.Retries.AttemptAt,
        };
        var walker = new StreamWalker(catalog, context, loggers.CreateLogger<StreamWalker>());
        var tracker = new CheckpointTracker(services.Consumer, checkpoint, history, _options.RetainedBases);
        services.Monitor.Move(checkpoint.Lsn, checkpoint.Lsn, system.FlushLsn);
        source.Start(_options.SlotName, _options.PublicationName, checkpoint.Lsn, cancellationToken);
        LogStarted(services.Consumer, _options.SlotName, checkpoint.Lsn, system.SystemId, system.Timeline);
        var retention = new LogRetention(
            services, catalog.Entities.Any(static entity => entity.Table.Log is not null), loggers.CreateLogger<LogRetention>());
        var watch = new FailoverSlotWatch(services, loggers.CreateLogger<FailoverSlotWatch>());
        return new StreamSession(source, walker, context, tracker, retention, watch, system, services, loggers.CreateLogger<StreamSession>());
    }
}
