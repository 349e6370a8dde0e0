using Microsoft.Extensions.Logging;

namespace PgCdc.Sdk.Dispatch;

internal sealed partial class StreamWalker
{
    [LoggerMessage(EventIds.UnknownTable, LogLevel.Warning,
        "Table {Table} is published, but no captured entity of this consumer is mapped to it: its changes pass unhandled.")]
    private partial void LogUnknownTable(string table);

    [LoggerMessage(EventIds.UnknownColumn, LogLevel.Warning,
        "Column {Column} of {Table} is published, but {Entity} has no property for it: its values pass unread. Said once.")]
    private partial void LogUnknownColumn(string table, string column, string entity);

    [LoggerMessage(EventIds.ColumnAddedLater, LogLevel.Information,
        "Changes of {Table} come from before it had the columns {Columns}: their properties count as not sent.")]
    private partial void LogAddedLater(string table, string columns);

    [LoggerMessage(EventIds.RepeatedTransaction, LogLevel.Warning,
        "Transaction {Xid} (commit at {CommitLsn}) came again although the stream was resumed from {ResumedFrom}; it is passed over.")]
    private partial void LogRepeat(ulong xid, Lsn commitLsn, Lsn resumedFrom);
}
