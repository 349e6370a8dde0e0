using PgCdc.Sdk.Checkpoints;

namespace PgCdc.Sdk.Dispatch;

/// <summary>What a walk depends on and does not change.</summary>
internal sealed class StreamWalkerContext
{
    /// <summary>The cluster.</summary>
    public required string SystemId { get; init; }

    /// <summary>The server's history.</summary>
    public required TimelineHistory History { get; init; }

    /// <summary>The stored position that the connection resumed from.</summary>
    public required Lsn ResumedFrom { get; init; }

    /// <summary>Whether the consumer has observers: then every frame of a transaction needs a unit of work.</summary>
    public required bool HasObservers { get; init; }

    /// <summary>Who handles logical messages.</summary>
    public required MessageRoutes Messages { get; init; }

    /// <summary>The source's columns today.</summary>
    public required SourceColumns Columns { get; init; }

    /// <summary>A recent 64-bit transaction identifier, for the epoch.</summary>
    public required ulong XidReference { get; set; }

    /// <summary>Which delivery it is of the transaction of this identifier.</summary>
    public required Func<ulong, int> AttemptAt { get; init; }
}
