using Microsoft.Extensions.Logging;

namespace PgCdc.Sdk.Failover;

internal sealed partial class GapRecovery
{
    [LoggerMessage(EventIds.GapFound, LogLevel.Warning, "Consumer {Consumer} found a gap ({Problem}), with {Phantoms} handled transactions that the server lacks for certain: {Reason}")]
    private partial void LogGap(string consumer, SlotProblem problem, string reason, int phantoms);

    [LoggerMessage(EventIds.Phantom, LogLevel.Warning,
        "Consumer {Consumer} had handled transaction {Xid} (up to {Lsn} on timeline {Timeline}), which the server never had.")]
    private partial void LogPhantom(string consumer, ulong xid, Lsn lsn, uint timeline);

    [LoggerMessage(EventIds.SkippedAhead, LogLevel.Warning,
        "Consumer {Consumer} skips ahead from {From} to {To}, as its strategy says; what was committed between is not handled.")]
    private partial void LogSkipped(string consumer, Lsn from, Lsn to);

    [LoggerMessage(EventIds.CatchUpFinished, LogLevel.Information,
        "Consumer {Consumer} has closed its gap: {Transactions} transactions with {Rows} rows came from the log; it streams from {ConsistentPoint}.")]
    private partial void LogFinished(string consumer, long transactions, long rows, Lsn consistentPoint);
}
