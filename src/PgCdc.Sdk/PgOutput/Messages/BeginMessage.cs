namespace PgCdc.Sdk.PgOutput.Messages;

/// <summary>A transaction begins.</summary>
/// <param name="CommitLsn">Where its commit record begins.</param>
/// <param name="CommitTime">When it committed.</param>
/// <param name="Xid">Its identifier without the epoch.</param>
internal readonly record struct BeginMessage(Lsn CommitLsn, DateTimeOffset CommitTime, uint Xid);
