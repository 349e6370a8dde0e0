namespace PgCdc.Sdk.Checkpoints;

/// <summary>
/// What a consumer knows of its checkpoint between moves. Pure: it decides what the next move writes and is told when it was stored.
/// </summary>
/// <remarks>
/// The invariant: every transaction visible in the oldest base is handled, and every handled one that is not visible there is in
/// <see cref="Checkpoint.Handled"/>. A base (S', L') is taken only after everything up to L' has been handled; then what is visible in
/// the oldest base that stays leaves the list.
/// </remarks>
internal sealed class CheckpointTracker(string consumer, Checkpoint checkpoint, TimelineHistory history, int retainedBases)
{
    private readonly List<SnapshotBase> _bases = [.. checkpoint.Bases];
    private readonly Queue<HandledUnit> _handled = new(checkpoint.Handled);
    private readonly List<HandledTransaction> _unstored = [];
    private SnapshotBase? _candidate;

    /// <summary>What is stored.</summary>
    public Lsn Stored { get; private set; } = checkpoint.Lsn;

    /// <summary>How far everything has been handled; ahead of <see cref="Stored"/> by what only passed by.</summary>
    public Lsn Handled { get; private set; } = checkpoint.Lsn;

    public long Version { get; private set; } = checkpoint.Version;

    /// <summary>How many handled transactions wait for the next move.</summary>
    public int Unstored => _unstored.Count;

    /// <summary>
    /// Whether a new base would let the list of handled transactions shrink. One at the position of the last would not be told apart
    /// from it, and bases are known by their positions.
    /// </summary>
    public bool WantsBase => (_handled.Count > 0 || _unstored.Count > 0) && WantsIdleBase;

    /// <summary>Whether a new base would be another one: it lets the log be purged, though nothing was handled.</summary>
    public bool WantsIdleBase => _candidate is null && (_bases.Count == 0 || Handled > _bases[^1].Lsn);

    /// <summary>Every transaction below has ended and was handled if there was anything to handle: what the log may forget.</summary>
    public ulong? Horizon => _bases.Count == 0 ? null : _bases[0].Snapshot.Xmin;

    /// <summary>Whether the position has reached the candidate.</summary>
    public bool HasReachedBase => _candidate is not null && Handled >= _candidate.Lsn;

    public void Complete(ulong xid, Lsn commitEnd)
    {
        _unstored.Add(new HandledTransaction(xid, commitEnd));
        Handled = commitEnd;
    }

    /// <summary>Nothing is in flight and the server has come this far.</summary>
    public void Progress(Lsn lsn)
    {
        if (lsn > Handled)
        {
            Handled = lsn;
        }
    }

    public void Propose(SnapshotBase candidate) => _candidate = candidate;

    /// <summary>The move to <see cref="Handled"/>.</summary>
    public CheckpointMove NextMove()
    {
        var move = new CheckpointMove
        {
            Consumer = consumer,
            ExpectedVersion = Version,
            Slot = checkpoint.Slot,
            SystemId = checkpoint.SystemId,
            Timeline = history.Timeline,
            History = history,
            State = CheckpointState.Ready,
            Lsn = Handled,
            Handled = _unstored.Count > 0 ? new HandledUnit(Version + 1, Handled, history.Timeline, [.. _unstored]) : null,
        };
        if (!HasReachedBase)
        {
            return move;
        }

        var kept = BasesAfterPromotion();
        return move with
        {
            NewBase = _candidate,
            DropBasesBelow = kept[0].Lsn,
            DropHandledThrough = CoveredBy(kept[0], move.Handled),
        };
    }

    /// <summary>The move was committed.</summary>
    public void Accept(CheckpointMove move)
    {
        Stored = move.Lsn;
        Version++;
        _unstored.Clear();
        if (move.Handled is not null)
        {
            _handled.Enqueue(move.Handled);
        }

        if (move.NewBase is not null)
        {
            var kept = BasesAfterPromotion();
            _bases.Clear();
            _bases.AddRange(kept);
            _candidate = null;
        }

        while (_handled.TryPeek(out var oldest) && oldest.Version <= move.DropHandledThrough)
        {
            _handled.Dequeue();
        }
    }

    private List<SnapshotBase> BasesAfterPromotion()
    {
        List<SnapshotBase> bases = [.. _bases, _candidate!];
        bases.RemoveRange(0, Math.Max(0, bases.Count - retainedBases));
        return bases;
    }

    /// <summary>
    /// The last of the oldest units all of whose transactions the base shows. It stops at the first that is not: between a commit
    /// record and its visibility lies a moment, and a later base will show it.
    /// </summary>
    private long CoveredBy(SnapshotBase oldest, HandledUnit? latest)
    {
        var through = 0L;
        foreach (var unit in latest is null ? _handled : _handled.Append(latest))
        {
            foreach (var transaction in unit.Transactions)
            {
                if (!oldest.Snapshot.IsVisible(transaction.Xid))
                {
                    return through;
                }
            }

            through = unit.Version;
        }

        return through;
    }
}
