using Microsoft.Extensions.DependencyInjection;

namespace PgCdc.Sdk.Failover;

/// <summary>Tells a scope's failover observers.</summary>
internal sealed class FailoverNotices(IServiceProvider scope, IReadOnlyList<Type> observers, Lsn at)
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
}
