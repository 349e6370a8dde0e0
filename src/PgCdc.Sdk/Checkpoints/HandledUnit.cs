namespace PgCdc.Sdk.Checkpoints;

/// <summary>The transactions of one unit of work, kept until a base covers them.</summary>
/// <param name="Version">The checkpoint's version that it was stored with: the order of handling.</param>
/// <param name="Lsn">The position that it moved the checkpoint to; in a catch-up, the new slot's consistent point.</param>
/// <param name="Timeline">The timeline of the server that they were read from.</param>
/// <param name="Transactions">Each one's identifier and the end of its commit record, in the order of handling.</param>
public sealed record HandledUnit(long Version, Lsn Lsn, uint Timeline, IReadOnlyList<HandledTransaction> Transactions);
