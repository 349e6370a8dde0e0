using PgCdc.Sdk.Checkpoints;
using PgCdc.Sdk.Tests.Fixtures;

namespace PgCdc.Sdk.Tests.Checkpoints;

/// <summary>
/// A server of transactions that begin, commit and become visible in any order, and a consumer of it. A commit record is written before
/// its transaction becomes visible, so a snapshot may miss what the stream has already brought.
/// </summary>
internal sealed class CheckpointWorld
{
    private readonly int _retainedBases;
    private readonly List<ulong> _running = [];
    private readonly List<ulong> _committing = [];
    private readonly List<HandledTransaction> _log = [];
    private ulong _nextXid = 1_000;
    private ulong _lastEnded = 999;
    private Lsn _end = new(0x1000);
    private int _delivered;
    private PgSnapshot? _taken;

    public CheckpointWorld(int retainedBases)
    {
        _retainedBases = retainedBases;
        Stored = new Checkpoint
        {
            Slot = "s",
            SystemId = "1",
            Timeline = 1,
            State = CheckpointState.Ready,
            Lsn = _end,
            Version = 1,
            Bases = [new SnapshotBase(_end, 1, TakeSnapshot())],
        };
        Tracker = new CheckpointTracker("c", Stored, TimelineHistory.Empty, retainedBases);
    }

    /// <summary>What the database holds.</summary>
    public Checkpoint Stored { get; private set; }

    public CheckpointTracker Tracker { get; private set; }

    public int ListedTransactions => Stored.Handled.Sum(unit => unit.Transactions.Count);

    /// <summary>Does what a random number says.</summary>
    public void Act(int action, int choice)
    {
        switch (action)
        {
            case 0 or 1:
                Begin();
                break;
            case 2 or 3 when _running.Count > 0:
                Commit(_running[choice % _running.Count]);
                break;
            case 4 or 5 when _committing.Count > 0:
                Show(_committing[choice % _committing.Count]);
                break;
            case 6 when _running.Count > 0:
                Abort(_running[choice % _running.Count]);
                break;
            case 7 or 8:
                Deliver(choice % 4);
                break;
            case 9:
                Store();
                break;
            case 10 when Tracker.WantsBase:
                _taken ??= TakeSnapshot();
                break;
            case 11:
                Propose();
                break;
            case 12 when _delivered == _log.Count:
                Tracker.Progress(_end);
                break;
            case 13:
                Crash();
                break;
            case 14:
                Write();
                break;
        }
    }

    public ulong Begin()
    {
        _running.Add(_nextXid);
        return _nextXid++;
    }

    public void Commit(ulong xid)
    {
        Assert.True(_running.Remove(xid));
        _committing.Add(xid);
        Write();
        _log.Add(new HandledTransaction(xid, _end));
    }

    public void Show(ulong xid)
    {
        Assert.True(_committing.Remove(xid));
        _lastEnded = Math.Max(_lastEnded, xid);
    }

    /// <summary>A whole transaction.</summary>
    public void Run()
    {
        var xid = Begin();
        Commit(xid);
        Show(xid);
    }

    public void Deliver(int count)
    {
        for (; count > 0 && _delivered < _log.Count; count--)
        {
            var transaction = _log[_delivered++];
            Tracker.Complete(transaction.Xid, transaction.CommitEndLsn);
        }
    }

    public void Store()
    {
        var move = Tracker.NextMove();
        Assert.Equal(Stored.Version, move.ExpectedVersion);
        Stored = MemoryCheckpointStore.Apply(Stored, move);
        Tracker.Accept(move);
        AssertInvariant();
    }

    /// <summary>Takes a base, handles up to it and stores it.</summary>
    public void TakeBase()
    {
        Write();
        _taken = TakeSnapshot();
        Propose();
        Deliver(int.MaxValue);
        Tracker.Progress(_end);
        Store();
    }

    public void Propose()
    {
        if (_taken is not null)
        {
            Tracker.Propose(new SnapshotBase(_end, 1, _taken));
            _taken = null;
        }
    }

    /// <summary>The process ends; the next one begins at what is stored, and the server sends what it has not confirmed.</summary>
    public void Crash()
    {
        Tracker = new CheckpointTracker("c", Stored, TimelineHistory.Empty, _retainedBases);
        _taken = null;
        _delivered = _log.FindIndex(transaction => transaction.CommitEndLsn > Stored.Lsn);
        _delivered = _delivered < 0 ? _log.Count : _delivered;
    }

    private void Abort(ulong xid)
    {
        _running.Remove(xid);
        _lastEnded = Math.Max(_lastEnded, xid);
    }

    private void Write() => _end = new Lsn(_end.Value + 8);

    private PgSnapshot TakeSnapshot()
    {
        var xmax = _lastEnded + 1;
        var inProgress = _running.Concat(_committing).Where(xid => xid < xmax).Order().ToList();
        return PgSnapshot.Parse($"{(inProgress.Count > 0 ? inProgress[0] : xmax)}:{xmax}:{string.Join(',', inProgress)}");
    }

    private void AssertInvariant()
    {
        Assert.InRange(Stored.Bases.Count, 1, _retainedBases);
        Assert.Equal(Stored.Bases.OrderBy(known => known.Lsn), Stored.Bases);
        Assert.Distinct(Stored.Bases.Select(known => known.Lsn));
        var listed = Stored.Handled.SelectMany(unit => unit.Transactions).ToHashSet();
        foreach (var known in Stored.Bases)
        {
            foreach (var transaction in _log)
            {
                var isHandled = transaction.CommitEndLsn <= Stored.Lsn;
                if (known.Snapshot.IsVisible(transaction.Xid))
                {
                    Assert.True(isHandled, $"{transaction} is visible in the base {known} but not handled at {Stored.Lsn}.");
                }
                else if (isHandled)
                {
                    Assert.True(listed.Contains(transaction), $"{transaction} is handled at {Stored.Lsn} and not visible in the base {known}, but not listed.");
                }
            }
        }

        Assert.All(listed, transaction => Assert.True(transaction.CommitEndLsn <= Stored.Lsn));
    }
}
