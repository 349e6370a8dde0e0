namespace PgCdc.Sdk.Tests.Fixtures;

/// <summary>A batch handler of <see cref="Item"/>.</summary>
internal sealed class ItemBatches(HandlerJournal journal, UnitWrites writes) : IOnBatch<Item>
{
    public ValueTask OnBatchAsync(IReadOnlyList<Change<Item>> changes, CancellationToken cancellationToken) => journal.NoteAsync(
        $"batch {string.Join(',', changes.Select(change => ((ItemKey)change.Key!).Id))}", changes[^1].Context, writes, cancellationToken);
}
