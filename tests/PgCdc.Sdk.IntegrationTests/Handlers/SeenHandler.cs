using PgCdc.Sdk.IntegrationTests.Model;

namespace PgCdc.Sdk.IntegrationTests.Handlers;

/// <summary>Writes down every change of every entity: one open-generic handler.</summary>
internal sealed class SeenHandler<T>(StoreContext context) : IOnInsert<T>, IOnUpdate<T>, IOnDelete<T>, IOnTruncate<T>
    where T : class
{
    public ValueTask OnInsertAsync(Inserted<T> change, CancellationToken cancellationToken) =>
        AddAsync(change.Context, "insert", change.Key, Values(change.Shape, change.Row));

    public ValueTask OnUpdateAsync(Updated<T> change, CancellationToken cancellationToken) =>
        AddAsync(change.Context, "update", change.Key, Values(change.Shape, change.After));

    public ValueTask OnDeleteAsync(Deleted<T> change, CancellationToken cancellationToken) =>
        AddAsync(change.Context, "delete", change.Key, change.Row is null ? null : Values(change.Shape, change.Row));

    public ValueTask OnTruncateAsync(Truncated<T> change, CancellationToken cancellationToken) =>
        AddAsync(change.Context, "truncate", "", null);

    private static string Values(EntityShape<T> shape, T row) =>
        string.Join('|', shape.Properties.Select((_, ordinal) => $"{shape.GetValue(row, ordinal)}"));

    private ValueTask AddAsync(ChangeContext change, string operation, object key, string? value)
    {
        context.Seen.Add(new Seen
        {
            Position = change.Position.ToString(),
            Xid = (long)change.Xid,
            Origin = change.Origin.ToString(),
            Operation = operation,
            Key = $"{key}",
            Value = value,
        });
        return ValueTask.CompletedTask;
    }
}
