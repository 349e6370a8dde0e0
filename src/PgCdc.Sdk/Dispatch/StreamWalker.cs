using Microsoft.Extensions.Logging;
using PgCdc.Sdk.Binding;
using PgCdc.Sdk.Checkpoints;
using PgCdc.Sdk.Decoding.Fields;
using PgCdc.Sdk.PgOutput;
using PgCdc.Sdk.PgOutput.Messages;
using PgCdc.Sdk.Wal;

namespace PgCdc.Sdk.Dispatch;

/// <summary>
/// Walks the frames of one connection, in order: knows the open transaction and the relations, and hands rows to the unit of work.
/// Frames that nobody handles pass without one.
/// </summary>
internal sealed partial class StreamWalker(EntityCatalog catalog, StreamWalkerContext context, ILogger logger)
{
    private readonly Dictionary<uint, BoundRelation> _relations = [];
    private readonly Dictionary<uint, uint> _baseTypes = [];
    private readonly TupleFields _old = new();
    private readonly TupleFields _new = new();
    private TransactionContext? _transaction;
    private long _ordinal;
    private bool _isRepeat;

    /// <summary>The transaction that was last committed, with the end of its commit record.</summary>
    public HandledTransaction LastCommitted { get; private set; }

    /// <summary>Where the commit record of the last committed transaction begins.</summary>
    public Lsn LastCommitLsn { get; private set; }

    /// <summary>Whether the last committed transaction had been handled before.</summary>
    public bool LastWasRepeat { get; private set; }

    /// <summary>The position of the change at hand, or of the last one.</summary>
    public ChangePosition Position => new(_transaction?.CommitLsn ?? LastCommitted.CommitEndLsn, _ordinal);

    public bool IsInTransaction => _transaction is not null;

    /// <summary>Takes one frame.</summary>
    /// <param name="frame">The frame.</param>
    /// <param name="unit">The unit of work; <see langword="null"/> while none was needed.</param>
    /// <param name="cancellationToken">Ends the handlers.</param>
    /// <exception cref="PgCdcException">The frame cannot be read, bound, decoded, or its handler failed.</exception>
    public async ValueTask<WalkStep> WalkAsync(WalFrame frame, UnitOfWork? unit, CancellationToken cancellationToken)
    {
        if (frame.IsProgress)
        {
            return IsInTransaction ? WalkStep.Passed : WalkStep.Idle;
        }

        try
        {
            return await WalkMessageAsync(frame, unit, cancellationToken).ConfigureAwait(false);
        }
        catch (DecodeException exception)
        {
            throw new DecodeException($"{exception.Message} (The change is at {Position}; it was not handled, and nothing behind it was.)", exception);
        }
        catch (BindException exception)
        {
            throw new BindException($"{exception.Message} (The table is described at {frame.Lsn}, behind {Position}.)", exception)
            {
                IsColumnMissing = exception.IsColumnMissing,
            };
        }
        catch (ProtocolException exception)
        {
            throw new ProtocolException($"{exception.Message} (The message is at {frame.Lsn}, behind {Position}.)", exception);
        }
    }

    private ValueTask<WalkStep> WalkMessageAsync(WalFrame frame, UnitOfWork? unit, CancellationToken cancellationToken)
    {
        var message = frame.Payload.Span;
        var kind = PgOutputParser.KindOf(message);
        switch (kind)
        {
            case MessageKind.Insert or MessageKind.Update or MessageKind.Delete:
                return RowAsync(kind, frame, unit, cancellationToken);
            case MessageKind.Begin:
                return BeginAsync(PgOutputParser.ParseBegin(message), unit, cancellationToken);
            case MessageKind.Commit:
                return CommitAsync(PgOutputParser.ParseCommit(message), unit, cancellationToken);
            case MessageKind.Relation:
                return RelationAsync(WithBaseTypes(PgOutputParser.ParseRelation(message)), unit, cancellationToken);
            case MessageKind.Truncate:
                return TruncateAsync(PgOutputParser.ParseTruncate(message), unit, cancellationToken);
            case MessageKind.Type:
                NoteType(PgOutputParser.ParseType(message));
                return ValueTask.FromResult(WalkStep.Passed);
            case MessageKind.Message:
                return MessageAsync(frame, unit, cancellationToken);
            default:
                // An origin: nothing here depends on it.
                return ValueTask.FromResult(WalkStep.Passed);
        }
    }

    private async ValueTask<WalkStep> BeginAsync(BeginMessage begin, UnitOfWork? unit, CancellationToken cancellationToken)
    {
        // What is stored as handled depends on it that transactions come whole and in the order of their commits.
        if (_transaction is not null)
        {
            throw new ProtocolException($"A transaction begins at {begin.CommitLsn} within another one.");
        }

        if (begin.CommitLsn <= LastCommitLsn)
        {
            throw new ProtocolException($"A transaction that commits at {begin.CommitLsn} came behind one that committed at {LastCommitLsn}.");
        }

        // A position is the end of a commit record: one that begins before it was handled. The server does not send those; this
        // guards against one that would.
        var isRepeat = begin.CommitLsn < context.ResumedFrom;
        if (context.HasObservers && unit is null && !isRepeat)
        {
            return WalkStep.NeedsUnit;
        }

        _isRepeat = isRepeat;
        _ordinal = 0;
        var xid = XidEpoch.Widen(begin.Xid, context.XidReference);
        _transaction = new TransactionContext(
            context.SystemId,
            begin.CommitLsn,
            xid,
            begin.CommitTime,
            ChangeOrigin.Stream,
            context.AttemptAt(xid),
            context.History.TimelineAt(begin.CommitLsn));
        if (isRepeat)
        {
            LogRepeat(_transaction.Xid, begin.CommitLsn, context.ResumedFrom);
        }
        else if (unit is not null)
        {
            await ObserverNotices.BeginAsync(unit, _transaction, cancellationToken).ConfigureAwait(false);
        }

        return WalkStep.Passed;
    }

    private async ValueTask<WalkStep> CommitAsync(CommitMessage commit, UnitOfWork? unit, CancellationToken cancellationToken)
    {
        var transaction = Transaction();
        if (commit.CommitLsn != transaction.CommitLsn || commit.EndLsn <= commit.CommitLsn)
        {
            throw new ProtocolException(
                $"A commit from {commit.CommitLsn} to {commit.EndLsn} ends the transaction that was to commit at {transaction.CommitLsn}.");
        }

        if (unit is not null && !_isRepeat)
        {
            await ObserverNotices.CommitAsync(unit, transaction, cancellationToken).ConfigureAwait(false);
            unit.CompleteTransaction();
        }

        LastCommitted = new HandledTransaction(transaction.Xid, commit.EndLsn);
        LastCommitLsn = transaction.CommitLsn;
        LastWasRepeat = _isRepeat;
        _transaction = null;
        return WalkStep.Committed;
    }

    private async ValueTask<WalkStep> RowAsync(MessageKind kind, WalFrame frame, UnitOfWork? unit, CancellationToken cancellationToken)
    {
        var row = PgOutputParser.ParseRow(frame.Payload.Span, _old, _new);
        var relation = RelationOf(row.RelationId);
        RequireColumns(relation.Relation, row);
        var changeContext = new ChangeContext(Transaction(), _ordinal);
        if (unit is null && !_isRepeat && (relation.IsHandled || context.HasObservers))
        {
            return WalkStep.NeedsUnit;
        }

        if (unit is null || _isRepeat)
        {
            _ordinal++;
            return WalkStep.Passed;
        }

        if (context.HasObservers)
        {
            await ObserverNotices.ChangeAsync(unit, relation.Relation, kind, frame.Payload, row, _old, _new, changeContext, cancellationToken).ConfigureAwait(false);
        }

        if (relation.IsHandled)
        {
            var change = new RowChange(kind, frame.Payload, row, _old, _new, changeContext);
            await unit.DispatchAsync(relation, change, cancellationToken).ConfigureAwait(false);
        }

        _ordinal++;
        return WalkStep.Passed;
    }

    private async ValueTask<WalkStep> TruncateAsync(TruncateMessage truncate, UnitOfWork? unit, CancellationToken cancellationToken)
    {
        if (unit is null && !_isRepeat && (context.HasObservers || truncate.RelationIds.Any(id => RelationOf(id).IsHandled)))
        {
            return WalkStep.NeedsUnit;
        }

        foreach (var id in truncate.RelationIds)
        {
            var relation = RelationOf(id);
            var changeContext = new ChangeContext(Transaction(), _ordinal++);
            if (unit is null || _isRepeat)
            {
                continue;
            }

            await ObserverNotices.TruncateAsync(unit, relation.Relation, changeContext, cancellationToken).ConfigureAwait(false);
            if (relation.IsHandled)
            {
                await unit.TruncateAsync(relation, changeContext, truncate.Cascade, truncate.RestartIdentity, cancellationToken).ConfigureAwait(false);
            }
        }

        return WalkStep.Passed;
    }

    /// <summary>A row of another number of columns belongs to another description: its values would land in the wrong properties.</summary>
    private void RequireColumns(RelationMessage relation, RowMessage row)
    {
        var columns = relation.Columns.Count;
        if ((row.HasNew && _new.Count != columns) || (row.Old != OldTuple.None && _old.Count != columns))
        {
            throw new ProtocolException(
                $"A row of {relation.DisplayName} has {(row.HasNew ? _new.Count : _old.Count)} columns, and its table was described with {columns}.");
        }
    }

    private BoundRelation RelationOf(uint id) => _relations.TryGetValue(id, out var relation)
        ? relation
        : throw new ProtocolException($"A change names the relation {id}, which the server has not described on this connection.");

    private TransactionContext Transaction() => _transaction
        ?? throw new ProtocolException("A change or a commit came outside of a transaction.");
}
