namespace PgCdc.Sdk.FuzzHost.Feeding;

/// <summary>A handler and an observer that look at all they are given and keep nothing but a sum.</summary>
internal sealed class Sink : IOnInsert<AnyRow>, IOnUpdate<AnyRow>, IOnDelete<AnyRow>, IOnTruncate<AnyRow>, IOnBatch<AnyRow>, IOnMessage, IStreamObserver
{
    /// <summary>The changes that came.</summary>
    public int Changes { get; private set; }

    /// <summary>What came, as a number that differs where the values do.</summary>
    public int Sum { get; private set; }

    /// <summary>The types of the columns, as the walker knows them in the end: of a domain the type beneath.</summary>
    public Dictionary<string, uint> Types { get; } = [];

    public ValueTask OnInsertAsync(Inserted<AnyRow> change, CancellationToken cancellationToken) => See(change.Row, change.NotSent);

    public ValueTask OnUpdateAsync(Updated<AnyRow> change, CancellationToken cancellationToken)
    {
        Sum = HashCode.Combine(Sum, change.Changed, change.OldKey as long?);
        return See(change.After, change.NotSent);
    }

    public ValueTask OnDeleteAsync(Deleted<AnyRow> change, CancellationToken cancellationToken)
    {
        Sum = HashCode.Combine(Sum, change.Key as long?);
        return See(change.Row, change.NotSent);
    }

    public ValueTask OnTruncateAsync(Truncated<AnyRow> change, CancellationToken cancellationToken) => See(null, default);

    public ValueTask OnBatchAsync(IReadOnlyList<Change<AnyRow>> changes, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    public ValueTask OnRelationAsync(RelationSeen relation, CancellationToken cancellationToken)
    {
        foreach (var column in relation.Columns)
        {
            Types[column.Name] = column.TypeOid;
        }

        return ValueTask.CompletedTask;
    }

    public ValueTask OnChangeAsync(UntypedChange change, CancellationToken cancellationToken)
    {
        Sum = HashCode.Combine(Sum, change.Operation, change.Context.Ordinal);
        return ValueTask.CompletedTask;
    }

    /// <summary>As a handler, and as an observer.</summary>
    public ValueTask OnMessageAsync(LogicalMessage message, CancellationToken cancellationToken)
    {
        Sum = HashCode.Combine(Sum, message.Prefix, message.Content.Length);
        return ValueTask.CompletedTask;
    }

    private ValueTask See(AnyRow? row, PropertySet notSent)
    {
        Changes++;
        Sum = HashCode.Combine(Sum, notSent);
        foreach (var value in row?.Values ?? [])
        {
            // Collections hash by identity; their parts were read like these.
            if (value is string or IConvertible or Guid)
            {
                Sum = HashCode.Combine(Sum, value);
            }
        }

        return ValueTask.CompletedTask;
    }
}
