using PgCdc.Sdk.Checkpoints;

namespace PgCdc.Sdk.CatchUp;

/// <summary>A transaction that has rows in the log tables.</summary>
/// <param name="Xid">Its identifier.</param>
/// <param name="Mark">Its last row: what transactions are ordered by.</param>
/// <param name="Rows">How many rows it has.</param>
internal readonly record struct LoggedTransaction(ulong Xid, LogMark Mark, long Rows);
