namespace PgCdc.Sdk.Checkpoints;

/// <summary>A consumer's stored position, with what is needed to tell handled transactions from others after a failover.</summary>
public sealed record Checkpoint
{
    /// <summary>The slot that it belongs to.</summary>
    public required string Slot { get; init; }

    /// <summary>The cluster that the position lies in.</summary>
    public required string SystemId { get; init; }

    /// <summary>The timeline that the position lies on.</summary>
    public required uint Timeline { get; init; }

    /// <summary>The history of the server that the position was read from: which timelines it came by, and where it left each.</summary>
    public TimelineHistory History { get; init; } = TimelineHistory.Empty;

    /// <summary>How far it has come into being.</summary>
    public required CheckpointState State { get; init; }

    /// <summary>The end of the last handled commit record, or a later position with nothing to handle before it.</summary>
    public required Lsn Lsn { get; init; }

    /// <summary>Goes up by one at each move: who moves it must know it, so that two runners cannot both.</summary>
    public required long Version { get; init; }

    /// <summary>The last few bases, oldest first.</summary>
    public IReadOnlyList<SnapshotBase> Bases { get; init; } = [];

    /// <summary>What was handled since the oldest base, oldest first.</summary>
    public IReadOnlyList<HandledUnit> Handled { get; init; } = [];

    /// <summary>When slots were created for this consumer lately, oldest first.</summary>
    public IReadOnlyList<DateTimeOffset> SlotCreations { get; init; } = [];
}
