namespace PgCdc.Sdk.IntegrationTests.Failover;

public sealed class FailoverWatch(FailoverLog log) : IFailoverObserver
{
    public ValueTask OnGapFoundAsync(GapFound gap, CancellationToken cancellationToken) => Note(gap);

    public ValueTask OnPhantomAsync(PhantomTransaction phantom, CancellationToken cancellationToken) => Note(phantom);

    public ValueTask OnSlotCreatedAsync(SlotCreated created, CancellationToken cancellationToken) => Note(created);

    public ValueTask OnCatchUpStartedAsync(CatchUpProgress progress, CancellationToken cancellationToken) => Note(("started", progress));

    public ValueTask OnCatchUpProgressAsync(CatchUpProgress progress, CancellationToken cancellationToken) => Note(("progress", progress));

    public ValueTask OnCatchUpFinishedAsync(CatchUpProgress progress, CancellationToken cancellationToken) => Note(("finished", progress));

    private ValueTask Note(object told)
    {
        log.Add(told);
        return default;
    }
}
