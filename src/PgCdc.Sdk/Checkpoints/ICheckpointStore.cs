namespace PgCdc.Sdk.Checkpoints;

/// <summary>
/// Keeps checkpoints, and is the unit of work: handlers' writes and the move of the checkpoint are one transaction.
/// </summary>
public interface ICheckpointStore
{
    /// <summary>Reads a consumer's checkpoint; <see langword="null"/> where it has none.</summary>
    Task<Checkpoint?> LoadAsync(string consumer, CancellationToken cancellationToken);

    /// <summary>
    /// Runs <paramref name="unitOfWork"/> in one scope and one transaction and commits its writes with the move it returns. It is run
    /// at most once: an error ends the call with everything rolled back.
    /// </summary>
    /// <exception cref="CheckpointConflictException">The stored version is another: someone else runs this consumer. Nothing was written.</exception>
    Task CommitAsync(
        Func<IServiceProvider, CancellationToken, Task<CheckpointMove>> unitOfWork, CancellationToken cancellationToken);
}
