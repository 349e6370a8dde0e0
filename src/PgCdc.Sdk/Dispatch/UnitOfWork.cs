using Microsoft.Extensions.DependencyInjection;
using PgCdc.Sdk.Failover;
using PgCdc.Sdk.PgOutput.Messages;

namespace PgCdc.Sdk.Dispatch;

/// <summary>The handlers and observers of one scope, and how much they were given.</summary>
internal sealed class UnitOfWork(IServiceProvider scope, IReadOnlyList<IStreamObserver> observers, RecentChanges recent, int maxBatch, RefillQueue? refill = null)
{
    // In the order of first use, so that batches are flushed in an order that does not vary.
    private readonly List<EntitySession> _sessions = [];
    private readonly Dictionary<EntityPipeline, EntitySession> _byEntity = [];

    public IReadOnlyList<IStreamObserver> Observers => observers;

    public long Changes { get; private set; }

    public int Transactions { get; private set; }

    public ValueTask DispatchAsync(BoundRelation relation, in RowChange change, CancellationToken cancellationToken)
    {
        Changes++;
        return refill is null ? DispatchNowAsync(relation, change, cancellationToken) : HoldAsync(refill, relation, change, cancellationToken);
    }

    private ValueTask DispatchNowAsync(BoundRelation relation, in RowChange change, CancellationToken cancellationToken)
    {
        if (relation.IsShared)
        {
            return DispatchToEachAsync(relation, change, cancellationToken);
        }

        var entity = relation.Entities[0];
        return SessionOf(entity.Pipeline, relation.Relation).DispatchAsync(change with { Binding = entity.Binding! }, cancellationToken);
    }

    public async ValueTask TruncateAsync(
        BoundRelation relation, ChangeContext context, bool? cascade, bool? restartIdentity, CancellationToken cancellationToken)
    {
        Changes++;
        await ReleaseAsync(cancellationToken).ConfigureAwait(false);
        foreach (var entity in relation.Entities.Where(static entity => entity.Pipeline.HasHandlers))
        {
            await SessionOf(entity.Pipeline, relation.Relation).TruncateAsync(context, cascade, restartIdentity, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <exception cref="HandlerException">A handler failed.</exception>
    public async ValueTask MessageAsync(IReadOnlyList<Type> handlers, LogicalMessage message, CancellationToken cancellationToken)
    {
        Changes++;
        await ReleaseAsync(cancellationToken).ConfigureAwait(false);
        foreach (var handler in handlers)
        {
            try
            {
                await ((IOnMessage)scope.GetRequiredService(handler)).OnMessageAsync(message, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception exception) when (exception is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
            {
                throw new HandlerException(
                    handler.Name, message.Context?.Xid ?? 0, message.Context?.Position ?? new ChangePosition(message.Lsn, 0), null, null, exception);
            }
        }
    }

    public void CompleteTransaction() => Transactions++;

    public async ValueTask FlushAsync(CancellationToken cancellationToken)
    {
        await ReleaseAsync(cancellationToken).ConfigureAwait(false);
        foreach (var session in _sessions)
        {
            await session.FlushAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>From the first row on that lacks a value all wait, since their order stays.</summary>
    private ValueTask HoldAsync(RefillQueue queue, BoundRelation relation, in RowChange change, CancellationToken cancellationToken)
    {
        if (queue.IsEmpty && !RefillQueue.IsIncomplete(change))
        {
            return DispatchNowAsync(relation, change, cancellationToken);
        }

        queue.Hold(relation, change);
        return queue.IsFull ? ReleaseAsync(cancellationToken) : ValueTask.CompletedTask;
    }

    private async ValueTask ReleaseAsync(CancellationToken cancellationToken)
    {
        if (refill is null or { IsEmpty: true })
        {
            return;
        }

        foreach (var (relation, change) in await refill.TakeAsync(cancellationToken).ConfigureAwait(false))
        {
            await DispatchNowAsync(relation, change, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>The row's handlers where entities share the table: those of the root first, then those of the classes that derive from it.</summary>
    private async ValueTask DispatchToEachAsync(BoundRelation relation, RowChange change, CancellationToken cancellationToken)
    {
        var label = relation.LabelOf(change);
        foreach (var entity in relation.Entities)
        {
            if (entity.Pipeline.HasHandlers && BoundRelation.Belongs(entity, label))
            {
                await SessionOf(entity.Pipeline, relation.Relation).DispatchAsync(
                    change with { Binding = entity.Binding!, Concrete = relation.ConcreteOf(entity, label) }, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private EntitySession SessionOf(EntityPipeline pipeline, RelationMessage relation)
    {
        if (!_byEntity.TryGetValue(pipeline, out var session))
        {
            session = pipeline.Open(scope, relation.DisplayName, recent, maxBatch);
            _byEntity.Add(pipeline, session);
            _sessions.Add(session);
        }

        return session;
    }
}
