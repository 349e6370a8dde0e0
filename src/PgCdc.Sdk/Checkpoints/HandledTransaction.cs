namespace PgCdc.Sdk.Checkpoints;

/// <summary>A transaction that was handled. The position belongs to it because identifiers are reused after an asynchronous failover.</summary>
/// <param name="Xid">Its 64-bit identifier.</param>
/// <param name="CommitEndLsn">The end of its commit record; for one from the log, a position that it lies before.</param>
/// <param name="Mark">What tells it from another of the same identifier, for one from the log; else <see langword="null"/>.</param>
public readonly record struct HandledTransaction(ulong Xid, Lsn CommitEndLsn, LogMark? Mark = null);
