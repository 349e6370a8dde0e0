namespace PgCdc.Sdk.Tests.Fixtures;

/// <summary>A handler of every change of <see cref="Item"/>.</summary>
internal sealed class ItemRecorder(HandlerJournal journal, UnitWrites writes) : IOnInsert<Item>, IOnUpdate<Item>, IOnDelete<Item>, IOnTruncate<Item>
{
    public ValueTask OnInsertAsync(Inserted<Item> change, CancellationToken cancellationToken) =>
        journal.NoteAsync($"insert {change.Row.Id} {change.Row.Name}", change.Context, writes, cancellationToken);

    public ValueTask OnUpdateAsync(Updated<Item> change, CancellationToken cancellationToken) =>
        journal.NoteAsync($"update {change.After.Id} {change.After.Name}", change.Context, writes, cancellationToken);

    public ValueTask OnDeleteAsync(Deleted<Item> change, CancellationToken cancellationToken) =>
        journal.NoteAsync($"delete {((ItemKey)change.Key).Id}", change.Context, writes, cancellationToken);

    public ValueTask OnTruncateAsync(Truncated<Item> change, CancellationToken cancellationToken) =>
        journal.NoteAsync($"truncate cascade={change.Cascade} restart={change.RestartIdentity}", change.Context, writes, cancellationToken);
}
