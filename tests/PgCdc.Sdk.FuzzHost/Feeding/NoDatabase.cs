using Npgsql;
using PgCdc.Sdk.Binding;
using PgCdc.Sdk.CatchUp;
using PgCdc.Sdk.Checkpoints;
using PgCdc.Sdk.Dispatch;
using PgCdc.Sdk.Failover;

namespace PgCdc.Sdk.FuzzHost.Feeding;

/// <summary>A source that can be asked for a table's columns today, and for nothing else.</summary>
internal sealed class NoDatabase(IReadOnlyList<string> columns) : ISourceDatabase
{
    public NpgsqlDataSource DataSource => throw Asked();

    public Task<IReadOnlyList<string>> ListColumnsAsync(uint relation, string publication, CancellationToken cancellationToken) => Task.FromResult(columns);

    public Task<int> GetVersionAsync(CancellationToken cancellationToken) => throw Asked();

    public Task ProbeAsync(CancellationToken cancellationToken) => throw Asked();

    public Task<SlotState?> FindSlotAsync(string slot, CancellationToken cancellationToken) => throw Asked();

    public Task<FailoverState?> GetFailoverStateAsync(string slot, CancellationToken cancellationToken) => throw Asked();

    public Task DropSlotAsync(string slot, CancellationToken cancellationToken) => throw Asked();

    public Task<(PgSnapshot Snapshot, Lsn Lsn)> CaptureAsync(CancellationToken cancellationToken) => throw Asked();

    public Task<PgSnapshot> ImportAsync(string snapshotName, CancellationToken cancellationToken) => throw Asked();

    public Task<ILogReader> OpenLogAsync(
        string snapshotName, IReadOnlyList<(EntityPipeline Pipeline, EntityTable Table)> entities, CancellationToken cancellationToken) => throw Asked();

    public Task<ulong> GetPurgedBelowAsync(CancellationToken cancellationToken) => throw Asked();

    public Task RegisterReaderAsync(string slot, ulong horizon, CancellationToken cancellationToken) => throw Asked();

    public Task<LogPurge> PurgeLogAsync(TimeSpan maxAge, long maxBytes, CancellationToken cancellationToken) => throw Asked();

    public Task<IAsyncDisposable?> TryLockCreationAsync(string slot, CancellationToken cancellationToken) => throw Asked();

    private static NotSupportedException Asked() => new("The bytes alone are fed: nothing else is asked of the source.");
}
