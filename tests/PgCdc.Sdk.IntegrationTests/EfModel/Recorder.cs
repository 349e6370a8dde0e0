using System.Collections.Concurrent;

namespace PgCdc.Sdk.IntegrationTests.EfModel;

/// <summary>Writes down every change of an entity, as its handlers are given it.</summary>
internal sealed class Recorder<T>(ConcurrentQueue<RecordedChange> recorded, Func<object?, string> describe) : IOnBatch<T>
    where T : class
{
    public ValueTask OnBatchAsync(IReadOnlyList<Change<T>> changes, CancellationToken cancellationToken)
    {
        foreach (var change in changes)
        {
            var (changed, notSent) = change.TryGet(out Updated<T> updated) ? (updated.Changed, updated.NotSent)
                : change.TryGet(out Inserted<T> inserted) ? (default, inserted.NotSent)
                : change.TryGet(out Deleted<T> deleted) ? (default, deleted.NotSent)
                : default;
            recorded.Enqueue(new RecordedChange(
                change.Operation,
                change.Context.Origin,
                change.After is { } after ? describe(after) : change.Before is { } gone ? describe(gone) : null,
                change.Before is { } before ? describe(before) : null,
                change.Operation == ChangeOperation.Truncate ? null : change.Key,
                Names(change.Shape, changed),
                Names(change.Shape, notSent))
            {
                OldKey = change.TryGet(out Updated<T> moved) ? moved.OldKey : null,
            });
        }

        return ValueTask.CompletedTask;
    }

    private static string[] Names(EntityShape<T> shape, PropertySet set) =>
        [.. shape.Properties.Where((_, ordinal) => set.Contains(ordinal)).Select(static property => property.Name)];
}
