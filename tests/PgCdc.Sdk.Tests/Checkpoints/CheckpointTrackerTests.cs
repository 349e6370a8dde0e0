using CsCheck;
using PgCdc.Sdk.Checkpoints;

namespace PgCdc.Sdk.Tests.Checkpoints;

public sealed class CheckpointTrackerTests
{
    private static readonly Checkpoint Ready = new()
    {
        Slot = "s",
        SystemId = "1",
        Timeline = 1,
        State = CheckpointState.Ready,
        Lsn = new Lsn(0x100),
        Version = 7,
        Bases = [new SnapshotBase(new Lsn(0x100), 1, PgSnapshot.Parse("10:10:"))],
    };

    private readonly CheckpointTracker _tracker = new("c", Ready, TimelineHistory.Parse("1@0/90 2"), retainedBases: 2);

    /// <summary>The invariant itself is asserted by the world, after every store.</summary>
    [Fact]
    public void Whatever_happens_what_a_base_shows_is_handled_and_what_is_handled_is_shown_or_listed() =>
        Gen.Select(Gen.Int[1, 4], Gen.Select(Gen.Int[0, 14], Gen.Int[0, 1_000]).Array[20, 300]).Sample(
            static (retained, script) =>
            {
                var world = new CheckpointWorld(retained);
                foreach (var (action, choice) in script)
                {
                    world.Act(action, choice);
                }

                world.Store();
            },
            iter: 500);

    [Fact]
    public void Once_all_is_quiet_nothing_needs_to_be_listed() =>
        Gen.Select(Gen.Int[1, 4], Gen.Select(Gen.OneOf(0, 2, 4, 7, 9, 10, 11, 12, 13), Gen.Int[0, 1_000]).Array[20, 200]).Sample(
            static (retained, script) =>
            {
                var world = new CheckpointWorld(retained);
                foreach (var (action, choice) in script)
                {
                    world.Act(action, choice);
                }

                for (var step = 0; step < 200; step++)
                {
                    world.Act(2, 0);
                    world.Act(4, 0);
                }

                for (var step = 0; step <= retained; step++)
                {
                    world.TakeBase();
                }

                Assert.Empty(world.Stored.Handled);
                Assert.False(world.Tracker.WantsBase);
            },
            iter: 100);

    [Fact]
    public void A_long_running_transaction_does_not_make_the_list_grow()
    {
        const int Retained = 3;
        const int PerBase = 20;
        var world = new CheckpointWorld(Retained);
        var longRunning = world.Begin();
        var most = 0;
        for (var round = 0; round < 50; round++)
        {
            for (var count = 0; count < PerBase; count++)
            {
                world.Run();
            }

            world.TakeBase();
            most = Math.Max(most, world.ListedTransactions);
        }

        Assert.InRange(most, 1, Retained * PerBase);
        world.Commit(longRunning);
        world.Deliver(1);
        world.Store();
        Assert.Contains(world.Stored.Handled, unit => unit.Transactions.Any(transaction => transaction.Xid == longRunning));
    }

    [Fact]
    public void A_transaction_handled_before_it_becomes_visible_stays_listed_until_a_base_shows_it()
    {
        var world = new CheckpointWorld(1);
        var xid = world.Begin();
        world.Commit(xid);
        world.Run();
        world.TakeBase();
        Assert.Contains(world.Stored.Handled, unit => unit.Transactions.Any(transaction => transaction.Xid == xid));

        world.Show(xid);
        world.TakeBase();

        Assert.Empty(world.Stored.Handled);
    }

    [Fact]
    public void The_last_bases_are_kept_and_the_list_reaches_back_to_the_oldest()
    {
        var world = new CheckpointWorld(3);
        for (var round = 0; round < 10; round++)
        {
            world.Run();
            world.TakeBase();
        }

        Assert.Equal(3, world.Stored.Bases.Count);
        Assert.Equal(2, world.ListedTransactions);
    }

    [Fact]
    public void A_move_carries_what_was_handled_since_the_last_and_the_version_it_expects()
    {
        _tracker.Complete(11, new Lsn(0x110));
        _tracker.Complete(10, new Lsn(0x120));

        var move = _tracker.NextMove();

        Assert.Equal((7L, "c", "s", "1", 2u), (move.ExpectedVersion, move.Consumer, move.Slot, move.SystemId, move.Timeline));
        Assert.Equal((CheckpointState.Ready, new Lsn(0x120), false), (move.State, move.Lsn, move.Reset));
        Assert.Equal([new(11, new Lsn(0x110)), new(10, new Lsn(0x120))], move.Handled!.Transactions);
        Assert.Equal((8L, new Lsn(0x120), 2u), (move.Handled.Version, move.Handled.Lsn, move.Handled.Timeline));
    }

    [Fact]
    public void A_move_that_was_not_stored_is_offered_again()
    {
        _tracker.Complete(11, new Lsn(0x110));
        _ = _tracker.NextMove();

        Assert.Equal(new Lsn(0x100), _tracker.Stored);
        Assert.Equal(7, _tracker.NextMove().ExpectedVersion);
        Assert.Single(_tracker.NextMove().Handled!.Transactions);
    }

    [Fact]
    public void A_stored_move_moves_the_stored_position_and_the_version()
    {
        _tracker.Complete(11, new Lsn(0x110));
        _tracker.Accept(_tracker.NextMove());

        Assert.Equal((new Lsn(0x110), 8L, 0), (_tracker.Stored, _tracker.Version, _tracker.Unstored));
        Assert.Null(_tracker.NextMove().Handled);
    }

    [Fact]
    public void Progress_moves_the_handled_position_forward_only()
    {
        _tracker.Progress(new Lsn(0x200));
        _tracker.Progress(new Lsn(0x180));

        Assert.Equal((new Lsn(0x200), new Lsn(0x100)), (_tracker.Handled, _tracker.Stored));
        Assert.Null(_tracker.NextMove().Handled);
    }

    [Fact]
    public void A_base_waits_until_everything_up_to_its_position_is_handled()
    {
        _tracker.Complete(10, new Lsn(0x110));
        _tracker.Propose(new SnapshotBase(new Lsn(0x120), 2, PgSnapshot.Parse("11:11:")));
        Assert.Null(_tracker.NextMove().NewBase);

        _tracker.Progress(new Lsn(0x120));

        Assert.Equal(new Lsn(0x120), _tracker.NextMove().NewBase!.Lsn);
    }

    [Fact]
    public void Without_anything_listed_no_base_is_wanted()
    {
        Assert.False(_tracker.WantsBase);
        _tracker.Progress(new Lsn(0x200));
        Assert.False(_tracker.WantsBase);

        _tracker.Complete(10, new Lsn(0x210));

        Assert.True(_tracker.WantsBase);
    }

    /// <summary>Two bases at one position would be one row of the store, which keeps the first, while the list was cut by the second.</summary>
    [Fact]
    public void No_second_base_is_wanted_at_the_position_of_the_last()
    {
        var running = PgSnapshot.Parse("10:12:10");
        _tracker.Complete(10, new Lsn(0x110));
        _tracker.Propose(new SnapshotBase(new Lsn(0x110), 2, running));
        _tracker.Accept(_tracker.NextMove());
        Assert.False(_tracker.WantsBase);

        _tracker.Progress(new Lsn(0x118));

        Assert.True(_tracker.WantsBase);
    }

    [Fact]
    public void While_a_base_waits_none_is_wanted()
    {
        _tracker.Complete(10, new Lsn(0x110));
        _tracker.Propose(new SnapshotBase(new Lsn(0x120), 2, PgSnapshot.Parse("11:11:")));

        Assert.False(_tracker.WantsBase);
    }
}
