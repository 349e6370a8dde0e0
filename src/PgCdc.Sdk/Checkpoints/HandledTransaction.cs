namespace PgCdc.Sdk.Checkpoints;

/// <summary>A transaction that was handled. The position belongs to it because identifiers are reused after an asynchronous failover.</summary>
/// <param name="Xid">Its 64-bit identifier.</param>
/// <param name="CommitEndLsn">The end of its commit record.</param>
public readonly record struct HandledTransaction(ulong Xid, Lsn CommitEndLsn);
