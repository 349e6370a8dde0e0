using Npgsql;
using PgCdc.Sdk.Checkpoints;

namespace PgCdc.Sdk.Failover;

/// <summary>Ordinary queries to the source, beside the stream.</summary>
internal interface ISourceDatabase
{
    NpgsqlDataSource DataSource { get; }

    Task<int> GetVersionAsync(CancellationToken cancellationToken);

    /// <summary>Asks anything at all; fails where the server is going or gone.</summary>
    Task ProbeAsync(CancellationToken cancellationToken);

    Task<SlotState?> FindSlotAsync(string slot, CancellationToken cancellationToken);

    Task DropSlotAsync(string slot, CancellationToken cancellationToken);

    /// <summary>
    /// A snapshot, then a position at or behind every commit that it shows: in this order, so that whatever is visible in the snapshot
    /// has its commit record before the position.
    /// </summary>
    Task<(PgSnapshot Snapshot, Lsn Lsn)> CaptureAsync(CancellationToken cancellationToken);

    /// <summary>Reads a snapshot that the creation of a slot exported.</summary>
    Task<PgSnapshot> ImportAsync(string snapshotName, CancellationToken cancellationToken);

    /// <summary>Lets one runner at a time create a slot. The lock lives until the returned object is disposed of.</summary>
    /// <returns>What holds the lock; <see langword="null"/> where another runner does.</returns>
    Task<IAsyncDisposable?> TryLockCreationAsync(string slot, CancellationToken cancellationToken);
}
