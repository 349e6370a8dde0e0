using PgCdc.Sdk.FailoverHost.Model;

namespace PgCdc.Sdk.FailoverHost.Consuming;

/// <summary>Writes down every change of every entity, and refuses a row that was not decoded right.</summary>
internal sealed class Auditor<T>(AuditTrail trail, HoldGate gate) : IOnInsert<T>, IOnUpdate<T>, IOnDelete<T>, IOnTruncate<T>, IOnBatch<T>
    where T : class, ICapturedRow
{
    public ValueTask OnInsertAsync(Inserted<T> change, CancellationToken cancellationToken) =>
        NoteAsync(change.Context, ChangeOperation.Insert, change.Key, null, change.Row, cancellationToken);

    public ValueTask OnUpdateAsync(Updated<T> change, CancellationToken cancellationToken) =>
        NoteAsync(change.Context, ChangeOperation.Update, change.Key, change.OldKey, change.After, cancellationToken);

    public ValueTask OnDeleteAsync(Deleted<T> change, CancellationToken cancellationToken) =>
        NoteAsync(change.Context, ChangeOperation.Delete, change.Key, null, null, cancellationToken);

    public ValueTask OnTruncateAsync(Truncated<T> change, CancellationToken cancellationToken) =>
        NoteAsync(change.Context, ChangeOperation.Truncate, null, null, null, cancellationToken);

    /// <summary>Whichever entity's batch comes first writes what has come of all of them.</summary>
    public async ValueTask OnBatchAsync(IReadOnlyList<Change<T>> changes, CancellationToken cancellationToken) =>
        await trail.WriteAsync(cancellationToken);

    private ValueTask NoteAsync(
        ChangeContext context, ChangeOperation operation, object? key, object? oldKey, T? row, CancellationToken cancellationToken)
    {
        if (row is not null && row.Text != RowText.Of(row.Tx, row.Version))
        {
            throw new InvalidOperationException($"{operation} of {key} in {context.Transaction}: the text is {row.Text}, and version {row.Version} by {row.Tx} has another one.");
        }

        trail.Add(context, typeof(T).Name, operation, key, oldKey, row);
        return gate.PassAsync(context.Origin, cancellationToken);
    }
}
