namespace PgCdc.Sdk;

/// <summary>
/// Handles the changes of an entity's table in bulk: called before a unit of work commits, or earlier when many changes have come
/// together, with all of them in commit order.
/// </summary>
/// <typeparam name="T">The captured entity.</typeparam>
public interface IOnBatch<T>
    where T : class
{
    /// <summary>Called with at least one change.</summary>
    /// <param name="changes">The changes since the last call, in commit order; valid during the call only.</param>
    /// <param name="cancellationToken">Cancelled when the host stops; nothing of the unit of work is stored then.</param>
    ValueTask OnBatchAsync(IReadOnlyList<Change<T>> changes, CancellationToken cancellationToken);
}
