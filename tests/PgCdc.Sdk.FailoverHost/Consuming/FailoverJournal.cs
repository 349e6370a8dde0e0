using Microsoft.EntityFrameworkCore;
using PgCdc.Sdk.FailoverHost.Model;

namespace PgCdc.Sdk.FailoverHost.Consuming;

/// <summary>Writes down every phantom through the checkpoint's context, and tells the rounds of the rest.</summary>
internal sealed class FailoverJournal(FailoverContext db) : IFailoverObserver
{
    public ValueTask OnGapFoundAsync(GapFound gap, CancellationToken cancellationToken)
    {
        News.Tell($"{Signals.Gap}{gap.Problem} {gap.Strategy} at {gap.Checkpoint}, fork {gap.Fork?.ToString() ?? "none"}");
        return ValueTask.CompletedTask;
    }

    public async ValueTask OnPhantomAsync(PhantomTransaction phantom, CancellationToken cancellationToken)
    {
        var xid = (long)phantom.Xid;
        // What has this identifier on the new server is handled later, if ever: the last one now is the phantom.
        var tx = await db.Audit.Where(line => line.Kind == nameof(Marker) && line.Xid == xid)
            .OrderByDescending(line => line.Id).Select(line => line.Tx).FirstOrDefaultAsync(cancellationToken);
        db.Phantoms.Add(new PhantomLine { Xid = xid, CommitLsn = (long?)phantom.CommitLsn?.Value, Timeline = (int)phantom.Timeline, Tx = tx });
    }

    public ValueTask OnCatchUpStartedAsync(CatchUpProgress progress, CancellationToken cancellationToken)
    {
        News.Tell($"{Signals.CatchingUp}{progress.Transactions} transactions, {progress.Rows} rows, then from {progress.StreamsFrom}");
        return ValueTask.CompletedTask;
    }

    public ValueTask OnCatchUpFinishedAsync(CatchUpProgress progress, CancellationToken cancellationToken)
    {
        News.Tell($"{Signals.CaughtUp}{progress.TransactionsDone} transactions, {progress.RowsDone} rows");
        return ValueTask.CompletedTask;
    }
}
