using PgCdc.Sdk.CatchUp;
using PgCdc.Sdk.Checkpoints;

namespace PgCdc.Sdk.Tests.CatchUp;

public sealed class CatchUpPlanTests
{
    private static readonly PgSnapshot Since = PgSnapshot.Parse("700:705:702");
    private static readonly Lsn Somewhere = new(0x2000);

    [Fact]
    public void What_the_log_shows_and_was_not_handled_is_missing()
    {
        var plan = CatchUpPlan.Make(Since, [Logged(702, 5), Logged(705, 3), Logged(706, 9)], [new HandledTransaction(705, Somewhere)], []);

        Assert.Equal((2L, 14L), (plan.Transactions, plan.Rows));
        Assert.True(plan.IsMissing(702, out _) && plan.IsMissing(706, out _));
        Assert.False(plan.IsMissing(705, out _));
    }

    [Fact]
    public void A_transaction_handled_from_another_servers_log_survived_if_this_one_has_the_very_same()
    {
        var handled = new HandledTransaction(706, Somewhere, new LogMark(60, 600));

        var plan = CatchUpPlan.Make(Since, [new LoggedTransaction(706, new LogMark(60, 600), 1)], [], [(handled, 2)]);

        Assert.Equal([(handled, 2u)], plan.Survivors);
        Assert.Empty(plan.Phantoms);
        Assert.Equal(0, plan.Transactions);
    }

    [Theory]
    [InlineData(61, 600)]
    [InlineData(60, 601)]
    public void Its_identifier_given_to_another_makes_it_a_phantom_and_the_other_missing(long sequence, long at)
    {
        var handled = new HandledTransaction(706, Somewhere, new LogMark(60, 600));

        var plan = CatchUpPlan.Make(Since, [new LoggedTransaction(706, new LogMark(sequence, at), 1)], [], [(handled, 2)]);

        Assert.Equal([(handled, 2u)], plan.Phantoms);
        Assert.True(plan.IsMissing(706, out _));
    }

    [Fact]
    public void One_that_is_not_in_the_log_at_all_is_a_phantom() =>
        Assert.Single(CatchUpPlan.Make(Since, [], [], [(new HandledTransaction(706, Somewhere, new LogMark(60, 600)), 2)]).Phantoms);

    [Fact]
    public void One_that_the_base_shows_survived_whatever_the_log_still_has() =>
        Assert.Single(CatchUpPlan.Make(Since, [], [], [(new HandledTransaction(701, Somewhere, new LogMark(60, 600)), 2)]).Survivors);

    private static LoggedTransaction Logged(ulong xid, long rows) => new(xid, new LogMark((long)xid, 1), rows);
}
