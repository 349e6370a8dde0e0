namespace PgCdc.Sdk;

/// <summary>
/// Watches the life of the stream. Every member has an empty default: implement what you need. An observer comes from the scope of
/// the unit of work, and what it writes through the checkpoint's context commits with it. An exception from it fails the unit of
/// work as a handler's would.
/// </summary>
public interface IStreamObserver
{
    /// <summary>
    /// A replication slot was created, with a snapshot of the database at just that position: the place for a first copy of the
    /// tables. May be called again for a new slot if the process ends before the first checkpoint is stored.
    /// </summary>
    ValueTask OnSlotCreatedAsync(SlotCreated created, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    /// <summary>A transaction begins.</summary>
    ValueTask OnTransactionBeginAsync(TransactionContext transaction, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    /// <summary>The server described a table, before its first change on a connection and again when its shape has changed.</summary>
    ValueTask OnRelationAsync(RelationSeen relation, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    /// <summary>A change of any published table, captured entity or not, before its typed handlers are called.</summary>
    ValueTask OnChangeAsync(UntypedChange change, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    /// <summary>A logical message of any prefix, before its handlers are called.</summary>
    ValueTask OnMessageAsync(LogicalMessage message, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    /// <summary>A transaction ends; its unit of work is not yet stored.</summary>
    ValueTask OnTransactionCommitAsync(TransactionContext transaction, CancellationToken cancellationToken) => ValueTask.CompletedTask;
}
