using Microsoft.Extensions.DependencyInjection;
using PgCdc.Sdk.Checkpoints;

namespace PgCdc.Sdk.Failover;

/// <summary>Tells a scope's failover observers.</summary>
internal sealed class FailoverNotices(IServiceProvider scope, IReadOnlyList<Type> observers, RecentChanges recent, Lsn at)
{
    /// <exception cref="HandlerException">An observer failed.</exception>
    public async ValueTask TellAsync(Func<IFailoverObserver, ValueTask> tell, CancellationToken cancellationToken)
    {
        foreach (var type in observers)
        {
            try
            {
                await tell((IFailoverObserver)scope.GetRequiredService(type)).ConfigureAwait(false);
            }
            catch (Exception exception) when (exception is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
            {
                throw new HandlerException(type.Name, 0, new ChangePosition(at, 0), null, null, exception);
            }
        }
    }

    /// <exception cref="HandlerException">An observer failed.</exception>
    public async ValueTask TellPhantomsAsync(
        IReadOnlyList<(HandledTransaction Transaction, uint Timeline)> phantoms, CancellationToken cancellationToken)
    {
        foreach (var (transaction, timeline) in phantoms)
        {
            var phantom = new PhantomTransaction(
                transaction.Xid,
                transaction.Mark is null ? transaction.CommitEndLsn : null,
                timeline,
                recent.Find(transaction.Xid, transaction.CommitEndLsn));
            await TellAsync(observer => observer.OnPhantomAsync(phantom, cancellationToken), cancellationToken).ConfigureAwait(false);
        }
    }
}
