using PgCdc.Sdk.IntegrationTests.Model;

namespace PgCdc.Sdk.IntegrationTests.Handlers;

/// <summary>Writes down every change with the properties that did not come along.</summary>
internal sealed class SentHandler<T>(StoreContext context) : IOnInsert<T>, IOnUpdate<T>, IOnDelete<T>
    where T : class
{
    public ValueTask OnInsertAsync(Inserted<T> change, CancellationToken cancellationToken) =>
        AddAsync(change.Context, "insert", change.Key, change.Shape, change.Row, change.NotSent);

    public ValueTask OnUpdateAsync(Updated<T> change, CancellationToken cancellationToken) =>
        AddAsync(change.Context, "update", change.Key, change.Shape, change.After, change.NotSent);

    public ValueTask OnDeleteAsync(Deleted<T> change, CancellationToken cancellationToken) =>
        AddAsync(change.Context, "delete", change.Key, change.Shape, change.Row, PropertySet.Empty);

    private ValueTask AddAsync(ChangeContext change, string operation, object key, EntityShape<T> shape, T? row, PropertySet notSent)
    {
        var values = row is null ? null : string.Join('|', shape.Properties.Select((_, ordinal) => $"{shape.GetValue(row, ordinal)}"));
        var missing = string.Concat(shape.Properties.Where((_, ordinal) => notSent.Contains(ordinal)).Select(static property => $" {property.Name}"));
        context.Seen.Add(new Seen
        {
            Position = change.Position.ToString(),
            Xid = (long)change.Xid,
            Origin = change.Origin.ToString(),
            Operation = operation,
            Key = $"{key}",
            Value = missing.Length == 0 ? values : $"{values} without{missing}",
        });
        return ValueTask.CompletedTask;
    }
}
