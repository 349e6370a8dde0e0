using PgCdc.Sdk.Checkpoints;
using PgCdc.Sdk.Diagnostics;
using PgCdc.Sdk.Failover;

namespace PgCdc.Sdk.Hosting;

/// <summary>What outlives a connection.</summary>
internal sealed record ConsumerServices
{
    public required string Consumer { get; init; }

    public required PgCdcOptions Options { get; init; }

    public required TimeProvider Clock { get; init; }

    public required ICheckpointStore Store { get; init; }

    public required ISourceDatabase SourceDatabase { get; init; }

    public required ConsumerMonitor Monitor { get; init; }

    public required PgCdcMetrics Metrics { get; init; }

    public required IReadOnlyList<Type> Observers { get; init; }

    public required IReadOnlyList<Type> FailoverObservers { get; init; }

    public RetryLedger Retries { get; } = new();

    public RecentChanges Recent { get; } = new(capacity: 10_000);
}
