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
    private static readonly TimelineHistory History = TimelineHistory.Parse("1@0/500 2@0/900 3");
    private static readonly SystemIdentity System = new("7300000000000000001", 3, Lsn.Parse("0/9000"), "shop");
    private static readonly SlotState Present = RecordedServer.SlotAt(Lsn.Parse("0/1F00"), Slot);

    private static readonly Checkpoint Ready = new()
    {
        Slot = Slot,
        SystemId = System.SystemId,
        Timeline = 3,
        History = History,
        State = CheckpointState.Ready,
        Lsn = Position,
        Version = 5,
        Bases = [new SnapshotBase(Lsn.Parse("0/1800"), 3, PgSnapshot.Parse("700:700:"))],
        Handled = [new HandledUnit(5, Position, 3, [new HandledTransaction(701, Position)])],
    };

    [Fact]
    public void Without_slot_and_checkpoint_the_slot_is_created() => Assert.Equal(SlotVerdict.Create, Decide(null, null).Verdict);

    [Fact]
    public void A_slot_confirmed_up_to_before_the_checkpoint_is_resumed() => Assert.Equal(new SlotFinding(SlotVerdict.Resume), Decide(Ready, Present));

    [Fact]
    public void A_slot_confirmed_up_to_just_the_checkpoint_is_resumed() =>
        Assert.Equal(new SlotFinding(SlotVerdict.Resume), Decide(Ready, Present with { ConfirmedFlush = Position }));

    [Fact]
    public void A_promotion_behind_the_checkpoint_is_resumed() =>
        Assert.Equal(new SlotFinding(SlotVerdict.Resume), Decide(Ready, Present, PromotedAt("0/2000")));

    [Fact]
    public void A_start_that_ended_before_its_first_checkpoint_begins_anew()
    {
        var creating = Ready with { State = CheckpointState.Creating, Lsn = Lsn.Zero };

        Assert.Equal(SlotVerdict.CreateAnew, Decide(creating, Present).Verdict);
        Assert.Equal(SlotVerdict.CreateAnew, Decide(creating, null).Verdict);
    }

    [Fact]
    public void A_slot_that_is_being_created_by_another_is_busy() => Assert.Throws<SlotBusyException>(
        static () => Decide(Ready with { State = CheckpointState.Creating }, Present with { ActivePid = 4711 }));

    [Fact]
    public void A_slot_in_use_is_busy_and_names_the_process()
    {
        var busy = Assert.Throws<SlotBusyException>(static () => Decide(Ready, Present with { ActivePid = 4711 }));

        AssertSays(busy.Message, "\"shop_slot\"", "4711");
    }

    [Fact]
    public void A_missing_slot_is_a_gap_and_says_what_would_be_missed() => AssertSays(
        Gap(SlotProblem.Missing, Ready, slot: null), "timeline 3", "0/2000", "missed by a new slot");

    [Theory]
    [InlineData("lost", null, "lost")]
    [InlineData("reserved", "idle_timeout", "idle_timeout")]
    [InlineData("lost", "wal_removed", "wal_removed")]
    public void An_invalidated_slot_is_a_gap_with_its_reason(string walStatus, string? reason, string named) => AssertSays(
        Gap(SlotProblem.Invalidated, Ready, Present with { WalStatus = walStatus, InvalidationReason = reason }), named, "0/2000", "max_slot_wal_keep_size");

    [Fact]
    public void A_slot_without_reserved_WAL_counts_as_invalidated() => AssertSays(
        Gap(SlotProblem.Invalidated, Ready, Present with { WalStatus = null, Restart = null }), "no WAL reserved");

    [Fact]
    public void A_slot_ahead_of_the_checkpoint_is_a_gap_with_both_positions() => AssertSays(
        Gap(SlotProblem.Ahead, Ready, Present with { ConfirmedFlush = Lsn.Parse("0/2001") }), "0/2001", "0/2000", "restored from a backup");

    [Fact]
    public void A_slot_that_was_never_confirmed_is_no_slot_to_resume_from() =>
        Gap(SlotProblem.Ahead, Ready, Present with { ConfirmedFlush = null });

    [Fact]
    public void A_catch_up_that_was_interrupted_is_a_gap_whatever_the_slot()
    {
        var interrupted = Ready with { State = CheckpointState.CatchingUp };

        Gap(SlotProblem.CatchUpInterrupted, interrupted, Present);
        Gap(SlotProblem.CatchUpInterrupted, interrupted, null);
        Assert.Throws<SlotBusyException>(() => Decide(interrupted, Present with { ActivePid = 4711 }));
    }

    [Fact]
    public void A_slot_of_another_plug_in_stops_and_names_it() => AssertSays(
        Refusal(SlotProblem.OtherPlugin, Ready, Present with { Plugin = "wal2json" }), "wal2json", "pgoutput", "another slot name");

    [Fact]
    public void A_physical_slot_stops() => AssertSays(Refusal(SlotProblem.OtherPlugin, Ready, Present with { Plugin = null, Database = null }), "physical");

    [Fact]
    public void A_slot_of_another_database_stops_and_names_both() => AssertSays(
        Refusal(SlotProblem.OtherDatabase, Ready, Present with { Database = "stock" }), "\"stock\"", "\"shop\"");

    [Fact]
    public void Another_cluster_is_a_gap_that_names_both() => AssertSays(
        Gap(SlotProblem.OtherSystem, Ready with { SystemId = "99" }, Present), "99", System.SystemId, "delete the consumer's checkpoint");

    [Fact]
    public void A_divergence_with_a_good_slot_is_resumed_from_where_the_histories_parted()
    {
        var finding = Decide(Ready, Present, PromotedAt("0/1FFF"));

        Assert.Equal((SlotVerdict.Resume, Lsn.Parse("0/1FFF"), SlotProblem.Diverged), (finding.Verdict, finding.Fork, finding.Problem!.Problem));
        AssertSays(finding.Problem.Message, "timeline 3", "0/1FFF", "0/2000");
    }

    [Fact]
    public void A_divergence_with_a_slot_confirmed_past_the_fork_is_a_gap() =>
        Gap(SlotProblem.Ahead, Ready, Present with { ConfirmedFlush = Lsn.Parse("0/1F80") }, PromotedAt("0/1F00"));

    [Fact]
    public void A_divergence_is_told_with_the_gap_if_the_slot_is_gone()
    {
        var finding = Decide(Ready, null, PromotedAt("0/1FFF"));

        Assert.Equal((SlotVerdict.Gap, Lsn.Parse("0/1FFF"), SlotProblem.Missing), (finding.Verdict, finding.Fork, finding.Problem!.Problem));
        AssertSays(finding.Problem.Message, "0/1FFF", "never had");
    }

    [Fact]
    public void What_came_from_a_log_behind_the_fork_needs_the_log_even_if_the_slot_is_good()
    {
        var logged = Ready with { Handled = [new HandledUnit(5, Position, 3, [new HandledTransaction(701, Position, new LogMark(7, 8))])] };

        Gap(SlotProblem.Diverged, logged, Present, PromotedAt("0/1FFF"));
    }

    [Fact]
    public void What_a_catch_up_handled_counts_though_the_position_has_not_moved()
    {
        var interrupted = Ready with
        {
            State = CheckpointState.CatchingUp,
            Handled = [new HandledUnit(5, Lsn.Parse("0/3000"), 3, [new HandledTransaction(701, Lsn.Parse("0/3000"), new LogMark(7, 8))])],
        };

        Assert.Equal(Lsn.Parse("0/2800"), Decide(interrupted, Present, PromotedAt("0/2800")).Fork);
    }

    [Fact]
    public void A_divergence_before_all_that_is_remembered_says_so() => AssertSays(
        Gap(SlotProblem.DivergedTooFar, Ready, Present, PromotedAt("0/17FF")), "0/17FF", "from 0/1800 on", "RetainedBases");

    [Fact]
    public void An_old_primary_that_came_back_stops() => AssertSays(
        Refusal(SlotProblem.StaleServer, Ready, Present, TimelineHistory.Parse("1@0/500 2")), "timeline 2", "timeline 3", "old primary");

    [Fact]
    public void A_sibling_promoted_under_the_same_number_is_a_divergence() =>
        Assert.Equal(Lsn.Parse("0/1900"), Decide(
            Ready with { History = TimelineHistory.Parse("1@0/500 2@0/1900 3") }, Present, TimelineHistory.Parse("1@0/500 2@0/1A00 3")).Fork);

    [Fact]
    public void A_slot_without_checkpoint_stops_and_says_how_to_drop_it() => AssertSays(
        Refusal(SlotProblem.WithoutCheckpoint, null, Present), "no checkpoint", "SELECT pg_drop_replication_slot('shop_slot');");

    [Fact]
    public void A_checkpoint_of_another_slot_stops_and_names_both() => AssertSays(
        Refusal(SlotProblem.Renamed, Ready with { Slot = "old_slot" }, Present), "\"shop_slot\"", "\"old_slot\"");

    private static TimelineHistory PromotedAt(string position) => TimelineHistory.Parse($"1@0/500 2@0/900 3@{position} 4");

    private static SlotFinding Decide(Checkpoint? checkpoint, SlotState? slot, TimelineHistory? history = null) =>
        SlotCheck.Decide(Slot, checkpoint, System with { Timeline = (history ?? History).Timeline }, history ?? History, slot);

    private static string Gap(SlotProblem problem, Checkpoint checkpoint, SlotState? slot, TimelineHistory? history = null)
    {
        var finding = Decide(checkpoint, slot, history);
        Assert.Equal((SlotVerdict.Gap, problem), (finding.Verdict, finding.Problem!.Problem));
        AssertSays(finding.Problem.Message, $"Slot \"{Slot}\" ");
        return finding.Problem.Message;
    }

    private static string Refusal(SlotProblem problem, Checkpoint? checkpoint, SlotState? slot, TimelineHistory? history = null)
    {
        var refusal = Assert.Throws<SlotException>(() => Decide(checkpoint, slot, history));
        Assert.Equal((problem, Slot), (refusal.Problem, refusal.Slot));
        AssertSays(refusal.Message, $"Slot \"{Slot}\" ");
        return refusal.Message;
    }

    private static void AssertSays(string message, params string[] parts) =>
        Assert.All(parts, part => Assert.Contains(part, message, StringComparison.Ordinal));
}
