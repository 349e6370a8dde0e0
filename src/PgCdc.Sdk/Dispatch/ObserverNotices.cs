using PgCdc.Sdk.PgOutput;
using PgCdc.Sdk.PgOutput.Messages;

namespace PgCdc.Sdk.Dispatch;

/// <summary>Tells the observers of the stream's life; builds the untyped views only where someone looks.</summary>
internal static class ObserverNotices
{
    public static ValueTask BeginAsync(UnitOfWork unit, TransactionContext transaction, CancellationToken cancellationToken) => TellAsync(
        unit, transaction.Xid, new ChangePosition(transaction.CommitLsn, 0), null, observer => observer.OnTransactionBeginAsync(transaction, cancellationToken), cancellationToken);

    public static ValueTask CommitAsync(UnitOfWork unit, TransactionContext transaction, CancellationToken cancellationToken) => TellAsync(
        unit, transaction.Xid, new ChangePosition(transaction.CommitLsn, 0), null, observer => observer.OnTransactionCommitAsync(transaction, cancellationToken), cancellationToken);

    public static ValueTask RelationAsync(UnitOfWork unit, BoundRelation bound, ulong xid, ChangePosition position, CancellationToken cancellationToken)
    {
        var relation = bound.Relation;
        var seen = new RelationSeen(
            relation.Schema,
            relation.Table,
            [.. relation.Columns.Select(static column => new RelationColumnSeen(column.Name, column.TypeOid, column.IsKey))],
            bound.Entities is [var entity, ..] ? entity.Pipeline.Shape.EntityType : null);
        return TellAsync(unit, xid, position, relation.DisplayName, observer => observer.OnRelationAsync(seen, cancellationToken), cancellationToken);
    }

    public static ValueTask ChangeAsync(
        UnitOfWork unit,
        RelationMessage relation,
        MessageKind kind,
        ReadOnlyMemory<byte> payload,
        RowMessage row,
        TupleFields old,
        TupleFields @new,
        ChangeContext context,
        CancellationToken cancellationToken)
    {
        var operation = kind switch
        {
            MessageKind.Insert => ChangeOperation.Insert,
            MessageKind.Update => ChangeOperation.Update,
            _ => ChangeOperation.Delete,
        };
        var change = new UntypedChange(
            context,
            operation,
            relation.Schema,
            relation.Table,
            row.HasNew ? UntypedRow.Read(relation, payload.Span, @new, keyOnly: false) : null,
            row.Old == OldTuple.None ? null : UntypedRow.Read(relation, payload.Span, old, keyOnly: row.Old == OldTuple.Key));
        return TellAsync(unit, context.Xid, context.Position, relation.DisplayName, observer => observer.OnChangeAsync(change, cancellationToken), cancellationToken);
    }

    public static ValueTask TruncateAsync(UnitOfWork unit, RelationMessage relation, ChangeContext context, CancellationToken cancellationToken)
    {
        var change = new UntypedChange(context, ChangeOperation.Truncate, relation.Schema, relation.Table, null, null);
        return TellAsync(unit, context.Xid, context.Position, relation.DisplayName, observer => observer.OnChangeAsync(change, cancellationToken), cancellationToken);
    }

    public static ValueTask MessageAsync(UnitOfWork unit, LogicalMessage message, CancellationToken cancellationToken) => TellAsync(
        unit,
        message.Context?.Xid ?? 0,
        message.Context?.Position ?? new ChangePosition(message.Lsn, 0),
        null,
        observer => observer.OnMessageAsync(message, cancellationToken),
        cancellationToken);

    private static async ValueTask TellAsync(
        UnitOfWork unit, ulong xid, ChangePosition position, string? table, Func<IStreamObserver, ValueTask> tell, CancellationToken cancellationToken)
    {
        foreach (var observer in unit.Observers)
        {
            try
            {
                await tell(observer).ConfigureAwait(false);
            }
            catch (Exception exception) when (exception is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
            {
                throw new HandlerException(observer.GetType().Name, xid, position, table, null, exception);
            }
        }
    }
}
