using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PgCdc.Sdk.Checkpoints;
using PgCdc.Sdk.Hosting;
using PgCdc.Sdk.Wal;

namespace PgCdc.Sdk.Failover;

/// <summary>Creates the consumer's slot: at the first start, and in place of a lost one.</summary>
internal sealed partial class SlotCreation(ConsumerServices services, ILogger<SlotCreation> logger)
{
    private static readonly TimeSpan Budget = TimeSpan.FromHours(1);
    private readonly PgCdcOptions _options = services.Options;

    /// <summary>One runner at a time.</summary>
    /// <exception cref="SlotBusyException">Another one is at it.</exception>
    public async Task<IAsyncDisposable> LockAsync(CancellationToken cancellationToken) =>
        await services.SourceDatabase.TryLockCreationAsync(_options.SlotName, cancellationToken).ConfigureAwait(false)
            ?? throw new SlotBusyException(_options.SlotName, null);

    /// <summary>The creations of the last hour and one more.</summary>
    /// <exception cref="SlotException">That is one too many.</exception>
    public IReadOnlyList<DateTimeOffset> CountIn(Checkpoint checkpoint)
    {
        var now = services.Clock.GetUtcNow();
        var recent = checkpoint.SlotCreations.Where(at => now - at < Budget).ToList();
        return recent.Count < _options.MaxSlotCreationsPerHour
            ? [.. recent, now]
            : throw new SlotException(
                SlotProblem.CreatedTooOften, _options.SlotName,
                $"Slot \"{_options.SlotName}\" is lost, and {recent.Count} slots were created for the consumer within the last hour, which is as many as MaxSlotCreationsPerHour allows. Something keeps taking it away or interrupting the catch-up: find out what (the log says why each was created), then start the consumer again.");
    }

    /// <summary>
    /// The first start, in steps that a crash may part: intent stored, slot created with its snapshot, checkpoint stored together with
    /// what observers wrote. Until the last one nothing was handled, so whoever finds the intent begins anew.
    /// </summary>
    /// <param name="source">The replication connection.</param>
    /// <param name="previous">What is stored; it is given up. <see langword="null"/> at the very first start.</param>
    /// <param name="system">The server.</param>
    /// <param name="history">Its history.</param>
    /// <param name="slot">The slot that is given up with it, if there is one.</param>
    /// <param name="onIntent">Runs in the transaction that stores the intent.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<Checkpoint> CreateAsync(
        IWalSource source,
        Checkpoint? previous,
        SystemIdentity system,
        TimelineHistory history,
        SlotState? slot,
        Func<IServiceProvider, CancellationToken, Task>? onIntent,
        CancellationToken cancellationToken)
    {
        if (!_options.CreateSlot)
        {
            throw new SlotException(
                SlotProblem.Missing, _options.SlotName,
                $"Slot \"{_options.SlotName}\" does not exist, and CreateSlot is off: create it, or allow the consumer to.");
        }

        await using var creationLock = await LockAsync(cancellationToken).ConfigureAwait(false);
        var intent = new CheckpointMove
        {
            Consumer = services.Consumer,
            ExpectedVersion = previous?.Version ?? 0,
            Slot = _options.SlotName,
            SystemId = system.SystemId,
            Timeline = history.Timeline,
            History = history,
            State = CheckpointState.Creating,
            Lsn = Lsn.Zero,
            Reset = true,
            SlotCreations = previous is null ? [services.Clock.GetUtcNow()] : CountIn(previous),
        };
        await services.Store.CommitAsync(
            async (scope, token) =>
            {
                await (onIntent?.Invoke(scope, token) ?? Task.CompletedTask).ConfigureAwait(false);
                return intent;
            },
            cancellationToken).ConfigureAwait(false);
        var created = await ReplaceAsync(source, slot, system, cancellationToken).ConfigureAwait(false);
        var snapshot = await services.SourceDatabase.ImportAsync(created.SnapshotName, cancellationToken).ConfigureAwait(false);
        var first = intent with
        {
            ExpectedVersion = intent.ExpectedVersion + 1,
            State = CheckpointState.Ready,
            Lsn = created.ConsistentPoint,
            NewBase = new SnapshotBase(created.ConsistentPoint, history.Timeline, snapshot),
            SlotCreations = null,
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
            History = history,
            State = first.State,
            Lsn = first.Lsn,
            Version = first.ExpectedVersion + 1,
            Bases = [first.NewBase],
            SlotCreations = intent.SlotCreations,
        };
    }

    /// <summary>Drops what there is of the slot and creates it, with a snapshot that lives until the connection's next command.</summary>
    /// <exception cref="SlotException">The slot of this name is someone else's.</exception>
    public async Task<SlotCreated> ReplaceAsync(IWalSource source, SlotState? slot, SystemIdentity system, CancellationToken cancellationToken)
    {
        if (slot is not null)
        {
            SlotCheck.ThrowIfForeign(slot, system);
            LogDropped(_options.SlotName);
            await services.SourceDatabase.DropSlotAsync(_options.SlotName, cancellationToken).ConfigureAwait(false);
        }

        var failover = _options.FailoverSlot && await services.SourceDatabase.GetVersionAsync(cancellationToken).ConfigureAwait(false) >= 17;
        var created = await source.CreateSlotAsync(_options.SlotName, failover, cancellationToken).ConfigureAwait(false);
        services.Metrics.SlotCreated();
        LogCreated(_options.SlotName, created.ConsistentPoint);
        return created;
    }
}
