namespace PgCdc.Sdk.PgOutput.Messages;

/// <summary>A transaction ends.</summary>
/// <param name="CommitLsn">Where its commit record begins.</param>
/// <param name="EndLsn">Where its commit record ends: the position to resume from.</param>
/// <param name="CommitTime">When it committed.</param>
internal readonly record struct CommitMessage(Lsn CommitLsn, Lsn EndLsn, DateTimeOffset CommitTime);
