using Microsoft.Extensions.Logging;

namespace PgCdc.Sdk.CatchUp;

internal sealed partial class CatchUpRun
{
    [LoggerMessage(EventIds.CatchUpStarted, LogLevel.Information,
        "Consumer {Consumer} closes its gap from the log: {Transactions} transactions with {Rows} rows; then it streams from {ConsistentPoint}.")]
    private partial void LogStarted(string consumer, long transactions, long rows, Lsn consistentPoint);

    [LoggerMessage(EventIds.CatchUpProgress, LogLevel.Information,
        "Consumer {Consumer} has handled {Done} of {Transactions} missing transactions, {RowsDone} of {Rows} rows.")]
    private partial void LogProgress(string consumer, long done, long transactions, long rowsDone, long rows);
}
