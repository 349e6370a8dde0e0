using PgCdc.Sdk.Checkpoints;
using PgCdc.Sdk.Failover;

namespace PgCdc.Sdk.Tests.Failover;

public sealed class DivergenceTests
{
    private static readonly LogMark Mark = new(1, 2);

    private static readonly Checkpoint Stored = new()
    {
        Slot = "s",
        SystemId = "1",
        Timeline = 1,
        State = CheckpointState.Ready,
        Lsn = new Lsn(0x300),
        Version = 9,
        Bases = [Base(0x100), Base(0x200), Base(0x300)],
        Handled =
        [
            new HandledUnit(7, new Lsn(0x180), 1, [new(11, new Lsn(0x170)), new(12, new Lsn(0x180))]),
            new HandledUnit(8, new Lsn(0x280), 1, [new(13, new Lsn(0x200)), new(14, new Lsn(0x280))]),
            new HandledUnit(9, new Lsn(0x300), 1, [new(15, new Lsn(0x300), Mark)]),
        ],
    };

    [Fact]
    public void Without_a_fork_nothing_changes() => Assert.Same(Stored, Divergence.Of(Stored, null).Surviving);

    [Fact]
    public void What_ends_at_or_before_the_fork_stays_and_what_lies_behind_it_goes()
    {
        var divergence = Divergence.Of(Stored, new Lsn(0x200));

        Assert.Equal(new Lsn(0x200), divergence.Surviving.Lsn);
        Assert.Equal([new Lsn(0x100), new Lsn(0x200)], divergence.Surviving.Bases.Select(static known => known.Lsn));
        Assert.Equal([11UL, 12UL, 13UL], divergence.Surviving.Handled.SelectMany(static unit => unit.Transactions).Select(static transaction => transaction.Xid));
        Assert.Equal([(new HandledTransaction(14, new Lsn(0x280)), 1u)], divergence.Phantoms);
    }

    [Fact]
    public void What_came_from_a_log_behind_the_fork_is_uncertain() =>
        Assert.Equal([(new HandledTransaction(15, new Lsn(0x300), Mark), 1u)], Divergence.Of(Stored, new Lsn(0x200)).Uncertain);

    [Fact]
    public void A_position_that_lies_before_the_fork_stays() =>
        Assert.Equal(new Lsn(0x300), Divergence.Of(Stored, new Lsn(0x400)).Surviving.Lsn);

    private static SnapshotBase Base(ulong lsn) => new(new Lsn(lsn), 1, PgSnapshot.Parse("10:10:"));
}
