using PgCdc.Sdk.Decoding;
using PgCdc.Sdk.Failover;
using PgCdc.Sdk.PgOutput;
using PgCdc.Sdk.PgOutput.Messages;

namespace PgCdc.Sdk.Dispatch;

/// <summary>
/// Decoding is synchronous (spans cannot wait); what is decoded is then handed to each handler in order. A change that no handler
/// asks for is not decoded.
/// </summary>
internal sealed class EntitySession<T> : EntitySession
    where T : class
{
    private readonly EntityDecoder<T> _decoder;
    private readonly string _table;
    private readonly RecentChanges _recent;
    private readonly int _maxBatch;
    private readonly IOnInsert<T>[] _inserts;
    private readonly IOnUpdate<T>[] _updates;
    private readonly IOnDelete<T>[] _deletes;
    private readonly IOnTruncate<T>[] _truncates;
    private readonly IOnBatch<T>[] _batches;
    private readonly List<Change<T>> _batch = [];

    public EntitySession(EntityDecoder<T> decoder, object[] handlers, string table, RecentChanges recent, int maxBatch)
    {
        _decoder = decoder;
        _table = table;
        _recent = recent;
        _maxBatch = maxBatch;
        _inserts = [.. handlers.OfType<IOnInsert<T>>()];
        _updates = [.. handlers.OfType<IOnUpdate<T>>()];
        _deletes = [.. handlers.OfType<IOnDelete<T>>()];
        _truncates = [.. handlers.OfType<IOnTruncate<T>>()];
        _batches = [.. handlers.OfType<IOnBatch<T>>()];
    }

    public override ValueTask DispatchAsync(in RowChange change, CancellationToken cancellationToken)
    {
        switch (change.Kind)
        {
            case MessageKind.Insert when _inserts.Length + _batches.Length > 0:
                return InsertAsync(DecodeInsert(change), cancellationToken);
            case MessageKind.Update when _updates.Length + _batches.Length > 0:
                return UpdateAsync(DecodeUpdate(change), cancellationToken);
            case MessageKind.Delete when _deletes.Length + _batches.Length > 0:
                return DeleteAsync(DecodeDelete(change), cancellationToken);
            default:
                return ValueTask.CompletedTask;
        }
    }

    public override async ValueTask TruncateAsync(ChangeContext context, bool? cascade, bool? restartIdentity, CancellationToken cancellationToken)
    {
        var change = new Truncated<T>(context, _decoder, cascade, restartIdentity);
        if (RecentChanges.Keeps(context))
        {
            _recent.Add(context, _table, ChangeOperation.Truncate, null);
        }

        foreach (var handler in _truncates)
        {
            try
            {
                await handler.OnTruncateAsync(change, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception exception) when (IsFailure(exception, cancellationToken))
            {
                throw Failed(handler, context, null, exception);
            }
        }

        await CollectAsync(new Change<T>(change), cancellationToken).ConfigureAwait(false);
    }

    public override async ValueTask FlushAsync(CancellationToken cancellationToken)
    {
        if (_batch.Count == 0)
        {
            return;
        }

        foreach (var handler in _batches)
        {
            try
            {
                await handler.OnBatchAsync(_batch, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception exception) when (IsFailure(exception, cancellationToken))
            {
                throw Failed(handler, _batch[^1].Context, null, exception);
            }
        }

        _batch.Clear();
    }

    private Inserted<T> DecodeInsert(in RowChange change)
    {
        var message = change.Message.Span;
        var own = change.Binding.ReadNew(message, change.New);
        var row = change.Concrete is { } concrete ? (T)concrete.Pipeline.Decode(concrete.Binding!.ReadNew(message, change.New)) : _decoder.Decode(own);
        var context = change.Binding.WithShadow(change.Context, message, hasNew: true, OldTuple.None);
        return new Inserted<T>(context, _decoder, row, change.Binding.Missing);
    }

    private Updated<T> DecodeUpdate(in RowChange change)
    {
        var message = change.Message.Span;
        T? before = null;
        object? oldKey = null;
        if (change.Row.Old != OldTuple.None)
        {
            var old = change.Binding.ReadOld(message, change.Old, change.Row.Old, _decoder.Fields);
            oldKey = _decoder.DecodeKey(old);
            before = DecodeOld(change, old);
        }

        var row = change.Binding.ReadUpdated(message, change.New, change.Row.Old, change.Refilled, out var sets);
        if (oldKey is not null && !change.Binding.KeyDiffers(message, _decoder.Fields))
        {
            oldKey = null;
        }

        var after = change.Concrete is { } concrete
            ? (T)concrete.Pipeline.Decode(concrete.Binding!.ReadUpdated(message, change.New, change.Row.Old, change.Refilled, out _))
            : _decoder.Decode(row);
        var context = change.Binding.WithShadow(change.Context, message, hasNew: true, change.Row.Old);
        return new Updated<T>(context, _decoder, after, before, oldKey, sets.Changed, sets.NotSent, sets.Refilled);
    }

    private Deleted<T> DecodeDelete(in RowChange change)
    {
        var old = change.Binding.ReadOld(change.Message.Span, change.Old, change.Row.Old, _decoder.Fields);
        var context = change.Binding.WithShadow(change.Context, change.Message.Span, hasNew: false, change.Row.Old);
        return new Deleted<T>(context, _decoder, _decoder.DecodeKey(old), DecodeOld(change, old), change.Binding.Missing);
    }

    /// <summary>The old row, where all of it came; reading it also lets the update's new row be filled from it.</summary>
    private T? DecodeOld(in RowChange change, in RowReader old)
    {
        if (change.Concrete is not { } concrete)
        {
            return change.Row.Old == OldTuple.Full ? _decoder.Decode(old) : null;
        }

        var row = concrete.Binding!.ReadOld(change.Message.Span, change.Old, change.Row.Old, concrete.Pipeline.Fields);
        return change.Row.Old == OldTuple.Full ? (T)concrete.Pipeline.Decode(row) : null;
    }

    private async ValueTask InsertAsync(Inserted<T> change, CancellationToken cancellationToken)
    {
        if (RecentChanges.Keeps(change.Context))
        {
            _recent.Add(change.Context, _table, ChangeOperation.Insert, change.Key);
        }

        foreach (var handler in _inserts)
        {
            try
            {
                await handler.OnInsertAsync(change, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception exception) when (IsFailure(exception, cancellationToken))
            {
                throw Failed(handler, change.Context, change.Key, exception);
            }
        }

        await CollectAsync(new Change<T>(change), cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask UpdateAsync(Updated<T> change, CancellationToken cancellationToken)
    {
        if (RecentChanges.Keeps(change.Context))
        {
            _recent.Add(change.Context, _table, ChangeOperation.Update, change.Key);
        }

        foreach (var handler in _updates)
        {
            try
            {
                await handler.OnUpdateAsync(change, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception exception) when (IsFailure(exception, cancellationToken))
            {
                throw Failed(handler, change.Context, change.Key, exception);
            }
        }

        await CollectAsync(new Change<T>(change), cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask DeleteAsync(Deleted<T> change, CancellationToken cancellationToken)
    {
        if (RecentChanges.Keeps(change.Context))
        {
            _recent.Add(change.Context, _table, ChangeOperation.Delete, change.Key);
        }

        foreach (var handler in _deletes)
        {
            try
            {
                await handler.OnDeleteAsync(change, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception exception) when (IsFailure(exception, cancellationToken))
            {
                throw Failed(handler, change.Context, change.Key, exception);
            }
        }

        await CollectAsync(new Change<T>(change), cancellationToken).ConfigureAwait(false);
    }

    private ValueTask CollectAsync(Change<T> change, CancellationToken cancellationToken)
    {
        if (_batches.Length == 0)
        {
            return ValueTask.CompletedTask;
        }

        _batch.Add(change);
        return _batch.Count < _maxBatch ? ValueTask.CompletedTask : FlushAsync(cancellationToken);
    }

    /// <summary>A host that stops is no handler's failure.</summary>
    private static bool IsFailure(Exception exception, CancellationToken cancellationToken) =>
        exception is not OperationCanceledException || !cancellationToken.IsCancellationRequested;

    private HandlerException Failed(object handler, ChangeContext context, object? key, Exception cause) =>
        new(handler.GetType().Name, context.Xid, context.Position, _table, key, cause);
}
