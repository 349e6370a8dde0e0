using Microsoft.Extensions.Logging;

namespace PgCdc.Sdk.Hosting;

internal sealed partial class StreamSession
{
    [LoggerMessage(EventIds.UnitHandled, LogLevel.Debug, "Handled and stored {Transactions} transactions with {Changes} changes, up to {Lsn}.")]
    private partial void LogUnit(int transactions, long changes, Lsn lsn);

    [LoggerMessage(EventIds.IdleCheckpoint, LogLevel.Debug, "Nothing to handle: stored the position {Lsn}, so that the server need not keep what lies before it.")]
    private partial void LogIdle(Lsn lsn);

    [LoggerMessage(EventIds.BaseTaken, LogLevel.Debug, "Took a snapshot of the source; it becomes a base once {Lsn} has been handled.")]
    private partial void LogBase(Lsn lsn);
}
