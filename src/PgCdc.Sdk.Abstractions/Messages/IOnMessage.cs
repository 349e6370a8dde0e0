namespace PgCdc.Sdk;

/// <summary>
/// Handles the logical messages of a prefix: what a writer has to say beside its rows. The handler comes from the scope of the unit of
/// work, and what it writes through the checkpoint's context commits with it: each message is handled exactly once, as changes are.
/// </summary>
public interface IOnMessage
{
    /// <summary>Called in order: a transactional message in its place among its transaction's changes, another one between transactions.</summary>
    /// <param name="message">The message.</param>
    /// <param name="cancellationToken">Cancelled when the host stops; nothing of the unit of work is stored then.</param>
    ValueTask OnMessageAsync(LogicalMessage message, CancellationToken cancellationToken);
}
