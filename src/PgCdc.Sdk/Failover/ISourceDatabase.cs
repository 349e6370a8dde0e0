using Npgsql;
using PgCdc.Sdk.Binding;
using PgCdc.Sdk.CatchUp;
using PgCdc.Sdk.Checkpoints;
using PgCdc.Sdk.Dispatch;

namespace PgCdc.Sdk.Failover;

/// <summary>Ordinary queries to the source, beside the stream.</summary>
internal interface ISourceDatabase
{
    NpgsqlDataSource DataSource { get; }

    Task<int> GetVersionAsync(CancellationToken cancellationToken);

    /// <summary>Asks anything at all; fails where the server is going or gone.</summary>
    Task ProbeAsync(CancellationToken cancellationToken);

    Task<SlotState?> FindSlotAsync(string slot, CancellationToken cancellationToken);

    /// <summary>What the server shows of its failover slots; <see langword="null"/> before PostgreSQL 17.</summary>
    Task<FailoverState?> GetFailoverStateAsync(string slot, CancellationToken cancellationToken);

    /// <summary>A table's columns that are published today, in the order of their numbers; none where there is no such table.</summary>
    Task<IReadOnlyList<string>> ListColumnsAsync(uint relation, string publication, CancellationToken cancellationToken);

    Task DropSlotAsync(string slot, CancellationToken cancellationToken);

    /// <summary>
    /// A snapshot, then a position at or behind every commit that it shows: in this order, so that whatever is visible in the snapshot
    /// has its commit record before the position.
    /// </summary>
    Task<(PgSnapshot Snapshot, Lsn Lsn)> CaptureAsync(CancellationToken cancellationToken);

    /// <summary>Reads a snapshot that the creation of a slot exported.</summary>
    Task<PgSnapshot> ImportAsync(string snapshotName, CancellationToken cancellationToken);

    /// <summary>Opens the log tables in a snapshot that the creation of a slot exported.</summary>
    Task<ILogReader> OpenLogAsync(
        string snapshotName, IReadOnlyList<(EntityPipeline Pipeline, EntityTable Table)> entities, CancellationToken cancellationToken);

    /// <summary>Below which transaction identifier log rows may have been purged.</summary>
    Task<ulong> GetPurgedBelowAsync(CancellationToken cancellationToken);

    /// <summary>Says that the consumer of a slot needs no log row of a transaction below the horizon.</summary>
    Task RegisterReaderAsync(string slot, ulong horizon, CancellationToken cancellationToken);

    /// <summary>Lets the log go as far as no registered consumer needs it, and beyond where it is older or larger than it may be.</summary>
    Task<LogPurge> PurgeLogAsync(TimeSpan maxAge, long maxBytes, CancellationToken cancellationToken);

    /// <summary>Lets one runner at a time create a slot. The lock lives until the returned object is disposed of.</summary>
    /// <returns>What holds the lock; <see langword="null"/> where another runner does.</returns>
    Task<IAsyncDisposable?> TryLockCreationAsync(string slot, CancellationToken cancellationToken);
}
