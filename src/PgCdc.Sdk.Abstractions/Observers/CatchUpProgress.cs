namespace PgCdc.Sdk;

/// <summary>How far a gap has been closed.</summary>
/// <param name="Consumer">The consumer.</param>
/// <param name="Transactions">How many transactions this attempt found missing.</param>
/// <param name="TransactionsDone">How many of them have been handled.</param>
/// <param name="Rows">How many log rows they have.</param>
/// <param name="RowsDone">How many of these have been handled.</param>
/// <param name="StreamsFrom">The new slot's consistent point, from which the stream goes on.</param>
public sealed record CatchUpProgress(
    string Consumer, long Transactions, long TransactionsDone, long Rows, long RowsDone, Lsn StreamsFrom);
