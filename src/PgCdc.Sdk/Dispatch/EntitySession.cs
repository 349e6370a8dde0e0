namespace PgCdc.Sdk.Dispatch;

/// <summary>The handlers of one entity within one unit of work.</summary>
internal abstract class EntitySession
{
    /// <summary>Decodes a row and calls its handlers.</summary>
    /// <exception cref="DecodeException">The row does not fit the entity.</exception>
    /// <exception cref="HandlerException">A handler failed.</exception>
    public abstract ValueTask DispatchAsync(in RowChange change, CancellationToken cancellationToken);

    /// <summary>Tells of a truncate.</summary>
    public abstract ValueTask TruncateAsync(ChangeContext context, bool? cascade, bool? restartIdentity, CancellationToken cancellationToken);

    /// <summary>Gives what batch handlers have not yet received.</summary>
    public abstract ValueTask FlushAsync(CancellationToken cancellationToken);
}
