namespace PgCdc.Sdk.Checkpoints;

/// <summary>What a store writes, in the transaction of the handlers' writes.</summary>
public sealed record CheckpointMove
{
    /// <summary>The consumer.</summary>
    public required string Consumer { get; init; }

    /// <summary>The version that the stored checkpoint must have; 0 where there must be none.</summary>
    public required long ExpectedVersion { get; init; }

    /// <summary>The slot.</summary>
    public required string Slot { get; init; }

    /// <summary>The cluster.</summary>
    public required string SystemId { get; init; }

    /// <summary>The timeline.</summary>
    public required uint Timeline { get; init; }

    /// <summary>The history of the server.</summary>
    public required TimelineHistory History { get; init; }

    /// <summary>The new state.</summary>
    public required CheckpointState State { get; init; }

    /// <summary>The new position.</summary>
    public required Lsn Lsn { get; init; }

    /// <summary>What was handled on the way there; <see langword="null"/> where nothing was.</summary>
    public HandledUnit? Handled { get; init; }

    /// <summary>A base that the position has reached; <see langword="null"/> where there is none.</summary>
    public SnapshotBase? NewBase { get; init; }

    /// <summary>
    /// Whether what is stored of bases and handled transactions is replaced by <see cref="KeptBases"/> and <see cref="KeptHandled"/>: the
    /// beginning of a new slot, or a divergence.
    /// </summary>
    public bool Reset { get; init; }

    /// <summary>The bases that stay at a reset.</summary>
    public IReadOnlyList<SnapshotBase> KeptBases { get; init; } = [];

    /// <summary>The handled units that stay at a reset.</summary>
    public IReadOnlyList<HandledUnit> KeptHandled { get; init; } = [];

    /// <summary>When slots were created lately; <see langword="null"/> leaves what is stored.</summary>
    public IReadOnlyList<DateTimeOffset>? SlotCreations { get; init; }

    /// <summary>Bases below this position go.</summary>
    public Lsn DropBasesBelow { get; init; }

    /// <summary>Handled units up to this version go: the oldest base that stays covers them.</summary>
    public long DropHandledThrough { get; init; }
}
