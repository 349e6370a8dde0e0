namespace PgCdc.Sdk;

/// <summary>A replication slot that was just created.</summary>
/// <param name="Slot">The slot's name.</param>
/// <param name="ConsistentPoint">The position from which it streams.</param>
/// <param name="SnapshotName">
/// The exported snapshot that shows the database exactly as of <paramref name="ConsistentPoint"/>: import it with
/// <c>SET TRANSACTION SNAPSHOT</c> in a repeatable-read transaction. It lives until the observers have returned.
/// </param>
public sealed record SlotCreated(string Slot, Lsn ConsistentPoint, string SnapshotName);
