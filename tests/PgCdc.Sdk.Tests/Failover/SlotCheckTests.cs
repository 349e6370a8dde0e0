using PgCdc.Sdk.Checkpoints;
using PgCdc.Sdk.Failover;
using PgCdc.Sdk.Tests.Fixtures;
using PgCdc.Sdk.Wal;

namespace PgCdc.Sdk.Tests.Failover;

/// <summary>One test for each row of the table by which a (re)connect is decided.</summary>
public sealed class SlotCheckTests
{
    private const string Slot = "shop_slot";

    private static readonly Lsn Position = Lsn.Parse("0/2000");
    private static readonly SystemIdentity System = new("7300000000000000001", 3, Lsn.Parse("0/9000"), "shop");
    private static readonly SlotState Present = RecordedServer.SlotAt(Lsn.Parse("0/1F00"), Slot);

    private static readonly Checkpoint Ready = new()
    {
        Slot = Slot,
        SystemId = System.SystemId,
        Timeline = 3,
        State = CheckpointState.Ready,
        Lsn = Position,
        Version = 5,
    };

    [Fact]
    public void Without_slot_and_checkpoint_the_slot_is_created() =>
        Assert.Equal(SlotVerdict.Create, SlotCheck.Decide(Slot, null, System, null, null));

    [Fact]
    public void A_slot_confirmed_up_to_before_the_checkpoint_is_resumed() =>
        Assert.Equal(SlotVerdict.Resume, SlotCheck.Decide(Slot, Ready, System, Present, null));

    [Fact]
    public void A_slot_confirmed_up_to_just_the_checkpoint_is_resumed() =>
        Assert.Equal(SlotVerdict.Resume, SlotCheck.Decide(Slot, Ready, System, Present with { ConfirmedFlush = Position }, null));

    [Fact]
    public void A_promotion_behind_the_checkpoint_is_resumed() =>
        Assert.Equal(SlotVerdict.Resume, SlotCheck.Decide(Slot, Ready, System with { Timeline = 4 }, Present, switchPoint: Position));

    [Fact]
    public void A_start_that_ended_before_its_first_checkpoint_begins_anew()
    {
        var creating = Ready with { State = CheckpointState.Creating, Lsn = Lsn.Zero };

        Assert.Equal(SlotVerdict.CreateAnew, SlotCheck.Decide(Slot, creating, System, Present, null));
        Assert.Equal(SlotVerdict.CreateAnew, SlotCheck.Decide(Slot, creating, System, null, null));
    }

    [Fact]
    public void A_slot_that_is_being_created_by_another_is_busy() => Assert.Throws<SlotBusyException>(
        static () => SlotCheck.Decide(Slot, Ready with { State = CheckpointState.Creating }, System, Present with { ActivePid = 4711 }, null));

    [Fact]
    public void A_slot_in_use_is_busy_and_names_the_process()
    {
        var busy = Assert.Throws<SlotBusyException>(static () => SlotCheck.Decide(Slot, Ready, System, Present with { ActivePid = 4711 }, null));

        AssertSays(busy.Message, "\"shop_slot\"", "4711");
    }

    [Fact]
    public void A_missing_slot_stops_and_says_what_would_be_missed() => AssertSays(
        Refusal(SlotProblem.Missing, slot: null), "\"shop_slot\"", "timeline 3", "0/2000", "missed by a new slot");

    [Theory]
    [InlineData("lost", null, "lost")]
    [InlineData("reserved", "idle_timeout", "idle_timeout")]
    [InlineData("lost", "wal_removed", "wal_removed")]
    public void An_invalidated_slot_stops_with_its_reason(string walStatus, string? reason, string named) => AssertSays(
        Refusal(SlotProblem.Invalidated, Present with { WalStatus = walStatus, InvalidationReason = reason }), named, "0/2000", "max_slot_wal_keep_size");

    [Fact]
    public void A_slot_without_reserved_WAL_counts_as_invalidated() => AssertSays(
        Refusal(SlotProblem.Invalidated, Present with { WalStatus = null, Restart = null }), "no WAL reserved");

    [Fact]
    public void A_slot_ahead_of_the_checkpoint_stops_with_both_positions() => AssertSays(
        Refusal(SlotProblem.Ahead, Present with { ConfirmedFlush = Lsn.Parse("0/2001") }), "0/2001", "0/2000", "restored from a backup");

    [Fact]
    public void A_slot_of_another_plug_in_stops_and_names_it() => AssertSays(
        Refusal(SlotProblem.OtherPlugin, Present with { Plugin = "wal2json" }), "wal2json", "pgoutput", "another slot name");

    [Fact]
    public void A_physical_slot_stops() => AssertSays(Refusal(SlotProblem.OtherPlugin, Present with { Plugin = null, Database = null }), "physical");

    [Fact]
    public void A_slot_of_another_database_stops_and_names_both() => AssertSays(
        Refusal(SlotProblem.OtherDatabase, Present with { Database = "stock" }), "\"stock\"", "\"shop\"");

    [Fact]
    public void Another_cluster_stops_and_names_both()
    {
        var refusal = Refusal(SlotProblem.OtherSystem, Present, system: System with { SystemId = "99" });

        AssertSays(refusal, "99", System.SystemId, "delete the consumer's checkpoint");
    }

    [Fact]
    public void A_divergence_before_the_checkpoint_stops_with_both_positions()
    {
        var refusal = Refusal(SlotProblem.Diverged, Present, system: System with { Timeline = 4 }, switchPoint: Lsn.Parse("0/1FFF"));

        AssertSays(refusal, "timeline 3", "0/1FFF", "0/2000");
    }

    [Fact]
    public void A_divergence_is_told_even_if_the_slot_is_gone() =>
        Refusal(SlotProblem.Diverged, slot: null, switchPoint: Lsn.Parse("0/1FFF"));

    [Fact]
    public void A_slot_without_checkpoint_stops_and_says_how_to_drop_it() => AssertSays(
        Refusal(SlotProblem.WithoutCheckpoint, Present, withCheckpoint: false), "no checkpoint", "SELECT pg_drop_replication_slot('shop_slot');");

    [Fact]
    public void A_checkpoint_of_another_slot_stops_and_names_both() => AssertSays(
        Refusal(SlotProblem.Renamed, Present, checkpoint: Ready with { Slot = "old_slot" }), "\"shop_slot\"", "\"old_slot\"");

    private static string Refusal(
        SlotProblem problem,
        SlotState? slot,
        SystemIdentity? system = null,
        Lsn? switchPoint = null,
        bool withCheckpoint = true,
        Checkpoint? checkpoint = null)
    {
        var refusal = Assert.Throws<SlotException>(
            () => SlotCheck.Decide(Slot, withCheckpoint ? checkpoint ?? Ready : null, system ?? System, slot, switchPoint));
        Assert.Equal((problem, Slot), (refusal.Problem, refusal.Slot));
        AssertSays(refusal.Message, $"Slot \"{Slot}\" ");
        return refusal.Message;
    }

    private static void AssertSays(string message, params string[] parts) =>
        Assert.All(parts, part => Assert.Contains(part, message, StringComparison.Ordinal));
}
