namespace PgCdc.Sdk.Checkpoints;

/// <summary>
/// A logged transaction's last row: with its identifier it tells a transaction from another one that was given the same identifier
/// after an asynchronous failover, where no commit position is known.
/// </summary>
/// <param name="Sequence">The row's number.</param>
/// <param name="At">When it was logged, in microseconds since 2000-01-01 UTC.</param>
public readonly record struct LogMark(long Sequence, long At);
