namespace PgCdc.Sdk.Tests.Fixtures;

/// <summary>An observer that notes everything.</summary>
internal sealed class JournalObserver(HandlerJournal journal, UnitWrites writes) : IStreamObserver
{
    private static readonly TransactionContext Nowhere = new("", default, 0, default);

    public ValueTask OnSlotCreatedAsync(SlotCreated created, CancellationToken cancellationToken) =>
        journal.NoteAsync($"slot {created.Slot} at {created.ConsistentPoint}", new ChangeContext(Nowhere, 0), writes, cancellationToken);

    public ValueTask OnTransactionBeginAsync(TransactionContext transaction, CancellationToken cancellationToken) =>
        journal.NoteAsync("begin", new ChangeContext(transaction, 0), writes, cancellationToken);

    public ValueTask OnRelationAsync(RelationSeen relation, CancellationToken cancellationToken) =>
        journal.NoteAsync($"relation {relation.Table} of {relation.Entity?.Name ?? "nobody"}", new ChangeContext(Nowhere, 0), writes, cancellationToken);

    public ValueTask OnChangeAsync(UntypedChange change, CancellationToken cancellationToken) =>
        journal.NoteAsync($"{change.Operation} {change.Table}", change.Context, writes, cancellationToken);

    public ValueTask OnTransactionCommitAsync(TransactionContext transaction, CancellationToken cancellationToken) =>
        journal.NoteAsync("commit", new ChangeContext(transaction, 0), writes, cancellationToken);
}
