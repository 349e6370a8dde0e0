using PgCdc.Sdk.Checkpoints;

namespace PgCdc.Sdk.FuzzHost.Feeding;

/// <summary>A store that runs units of work and keeps nothing.</summary>
internal sealed class SinkStore(Sink sink) : ICheckpointStore
{
    private readonly SinkScope _scope = new(sink);

    public Task<Checkpoint?> LoadAsync(string consumer, CancellationToken cancellationToken) => Task.FromResult<Checkpoint?>(null);

    public Task CommitAsync(Func<IServiceProvider, CancellationToken, Task<CheckpointMove>> unitOfWork, CancellationToken cancellationToken) =>
        unitOfWork(_scope, cancellationToken);
}
