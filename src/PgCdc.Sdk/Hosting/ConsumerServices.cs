using PgCdc.Sdk.Checkpoints;
using PgCdc.Sdk.Diagnostics;
using PgCdc.Sdk.Dispatch;
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

    public required MessageRoutes Messages { get; init; }

    public SourceColumns Columns => field ??= new SourceColumns(SourceDatabase, Options.PublicationName, Metrics);

    /// <summary>Why the server cannot decode what the slot holds, after it was asked often enough; else <see langword="null"/>.</summary>
    public string? Undecodable { get; set; }

    public RetryLedger Retries { get; } = new();

    public RecentChanges Recent { get; } = new(capacity: 10_000);
}
