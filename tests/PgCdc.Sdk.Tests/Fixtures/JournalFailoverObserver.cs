namespace PgCdc.Sdk.Tests.Fixtures;

/// <summary>Writes into the journal what it is told.</summary>
internal sealed class JournalFailoverObserver(HandlerJournal journal) : IFailoverObserver
{
    public ValueTask OnGapFoundAsync(GapFound gap, CancellationToken cancellationToken)
    {
        journal.Calls.Add(($"gap {gap.Problem}", default));
        return default;
    }

    public ValueTask OnPhantomAsync(PhantomTransaction phantom, CancellationToken cancellationToken)
    {
        journal.Calls.Add(($"phantom {phantom.Xid} {phantom.CommitLsn} {phantom.Timeline}", default));
        return default;
    }
}
