namespace PgCdc.Sdk.Checkpoints;

/// <summary>
/// A snapshot of the source all of whose visible transactions have been handled: what is behind it needs no list.
/// </summary>
/// <param name="Lsn">The position that the stream had to reach for this to be true.</param>
/// <param name="Timeline">The timeline that the position lies on.</param>
/// <param name="Snapshot">The snapshot.</param>
public sealed record SnapshotBase(Lsn Lsn, uint Timeline, PgSnapshot Snapshot);
