using Microsoft.Extensions.DependencyInjection;
using PgCdc.Sdk.Checkpoints;

namespace PgCdc.Sdk.Tests.Fixtures;

/// <summary>A store in memory that keeps its contract: writes and move together, by compare-and-set, or nothing.</summary>
internal sealed class MemoryCheckpointStore(IServiceScopeFactory scopes) : ICheckpointStore
{
    public Checkpoint? Checkpoint { get; set; }

    public List<StoredUnit> Units { get; } = [];

    /// <summary>The writes of all units, in order.</summary>
    public IEnumerable<string> Writes => Units.SelectMany(unit => unit.Writes);

    /// <summary>The errors that the next commits end with, before anything is written.</summary>
    public Queue<Exception> Failures { get; } = new();

    /// <summary>Runs when a unit of work is about to be committed; what it throws rolls the unit back.</summary>
    public Func<CancellationToken, ValueTask>? BeforeCommit { get; set; }

    /// <summary>Runs when a unit of work was committed; what it throws is a connection that broke before it could say so.</summary>
    public Func<CancellationToken, ValueTask>? AfterCommit { get; set; }

    public int Scopes { get; private set; }

    public Task<Checkpoint?> LoadAsync(string consumer, CancellationToken cancellationToken) => Task.FromResult(Checkpoint);

    public async Task CommitAsync(
        Func<IServiceProvider, CancellationToken, Task<CheckpointMove>> unitOfWork, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        Scopes++;
        var move = await unitOfWork(scope.ServiceProvider, cancellationToken);
        await (BeforeCommit?.Invoke(cancellationToken) ?? default);
        cancellationToken.ThrowIfCancellationRequested();
        if (Failures.TryDequeue(out var failure))
        {
            throw failure;
        }

        if ((Checkpoint?.Version ?? 0) != move.ExpectedVersion)
        {
            throw new CheckpointConflictException(move.Consumer, move.ExpectedVersion);
        }

        Checkpoint = Apply(Checkpoint, move);
        Units.Add(new StoredUnit(move, [.. scope.ServiceProvider.GetRequiredService<UnitWrites>()]));
        await (AfterCommit?.Invoke(cancellationToken) ?? default);
    }

    public static Checkpoint Apply(Checkpoint? checkpoint, CheckpointMove move)
    {
        var bases = move.Reset ? move.KeptBases : checkpoint?.Bases ?? [];
        var handled = move.Reset ? move.KeptHandled : checkpoint?.Handled ?? [];
        return new Checkpoint
        {
            Slot = move.Slot,
            SystemId = move.SystemId,
            Timeline = move.Timeline,
            History = move.History,
            State = move.State,
            Lsn = move.Lsn,
            Version = move.ExpectedVersion + 1,
            Bases = [.. ((IEnumerable<SnapshotBase?>)[.. bases, move.NewBase]).OfType<SnapshotBase>().Where(known => known.Lsn >= move.DropBasesBelow)],
            Handled = [.. ((IEnumerable<HandledUnit?>)[.. handled, move.Handled]).OfType<HandledUnit>().Where(unit => unit.Version > move.DropHandledThrough)],
            SlotCreations = move.SlotCreations ?? checkpoint?.SlotCreations ?? [],
        };
    }
}
