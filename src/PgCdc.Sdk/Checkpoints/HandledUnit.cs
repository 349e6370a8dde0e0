namespace PgCdc.Sdk.Checkpoints;

/// <summary>The transactions of one unit of work, kept until a base covers them.</summary>
/// <param name="Lsn">The end of the last one's commit record.</param>
/// <param name="Timeline">The timeline that they were read on.</param>
/// <param name="Transactions">Each one's identifier and the end of its commit record, in commit order.</param>
public sealed record HandledUnit(Lsn Lsn, uint Timeline, IReadOnlyList<HandledTransaction> Transactions);
