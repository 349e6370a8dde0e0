using PgCdc.Sdk.Failover;

namespace PgCdc.Sdk.Tests.Failover;

public sealed class FailoverSlotCheckTests
{
    private static readonly Lsn Flushed = new(1UL << 30);
    private static readonly StandbySlot Good = new("one", IsActive: true, HasFeedback: true, Restart: Flushed);
    private static readonly FailoverState Prepared = new(true, ["one"], [Good], 1, Flushed);

    [Fact]
    public void A_prepared_server_gives_no_cause_for_a_warning() => Assert.Empty(FailoverSlotCheck.Find("slot", Prepared));

    [Fact]
    public void A_server_without_standbys_gives_none_either() => Assert.Empty(FailoverSlotCheck.Find("slot", new FailoverState(true, [], [], 0, Flushed)));

    [Fact]
    public void A_named_slot_that_does_not_exist_holds_back() => Holds(Prepared with { StandbySlots = [] }, "there is no such slot");

    [Fact]
    public void A_named_slot_that_nobody_streams_from_holds_back() =>
        Holds(Prepared with { StandbySlots = [Good with { IsActive = false }] }, "no standby streams from it");

    [Fact]
    public void A_named_standby_that_is_far_behind_holds_back() =>
        Holds(Prepared with { StandbySlots = [Good with { Restart = new Lsn(Flushed.Value - (65UL << 20)) }] }, "decoding waits for it");

    [Fact]
    public void A_named_standby_that_is_a_little_behind_does_not() =>
        Assert.Empty(FailoverSlotCheck.Find("slot", Prepared with { StandbySlots = [Good with { Restart = new Lsn(Flushed.Value - 8192) }] }));

    [Fact]
    public void Standbys_that_nothing_waits_for_are_a_warning() => Warns(Prepared with { Awaited = [] }, "synchronized_standby_slots is empty");

    [Fact]
    public void A_standby_without_feedback_is_a_warning() =>
        Warns(Prepared with { StandbySlots = [Good with { HasFeedback = false }] }, "hot_standby_feedback");

    [Fact]
    public void A_slot_that_is_no_failover_slot_is_a_warning() => Warns(Prepared with { IsFailoverSlot = false }, "no failover slot");

    private static void Holds(FailoverState state, string part) => Finds(state, part, holdsBack: true);

    private static void Warns(FailoverState state, string part) => Finds(state, part, holdsBack: false);

    private static void Finds(FailoverState state, string part, bool holdsBack)
    {
        var (sentence, holds) = Assert.Single(FailoverSlotCheck.Find("slot", state));
        Assert.Contains(part, sentence, StringComparison.Ordinal);
        Assert.Equal(holdsBack, holds);
    }
}
