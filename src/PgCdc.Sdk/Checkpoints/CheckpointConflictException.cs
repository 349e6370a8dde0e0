namespace PgCdc.Sdk;

/// <summary>The stored checkpoint was moved by someone else; the unit of work was rolled back.</summary>
public sealed class CheckpointConflictException : PgCdcException
{
    /// <summary>Names the consumer whose checkpoint moved.</summary>
    /// <param name="consumer">The consumer.</param>
    /// <param name="expectedVersion">The version that was expected.</param>
    /// <param name="innerException">The cause, if another exception was it.</param>
    public CheckpointConflictException(string consumer, long expectedVersion, Exception? innerException = null)
        : base(
            $"The checkpoint of consumer \"{consumer}\" is no longer at version {expectedVersion}: another runner of this name has moved it. "
            + "Nothing of this unit of work was written; give each consumer a name of its own, or let one runner wait for the other.",
            innerException)
    {
        Consumer = consumer;
    }

    /// <summary>The consumer.</summary>
    public string Consumer { get; }
}
