namespace PgCdc.Sdk.Abstractions.Tests.Changes;

public sealed class ChangeContextTests
{
    private static readonly DateTimeOffset Noon = new(2026, 8, 1, 12, 0, 0, TimeSpan.Zero);

    /// <summary>Targets deduplicate by this text: it must never change.</summary>
    [Fact]
    public void A_changes_identity_is_a_text_that_stays() => Assert.Equal(
        "7381234567890123456:2:16/B374D848#3", ContextOf(attempt: 1, ChangeOrigin.Stream).Id.ToString());

    [Fact]
    public void From_a_log_which_knows_no_commit_position_the_identity_has_the_transactions_identifier() => Assert.Equal(
        "7381234567890123456:2:x4294968000#3", ContextOf(attempt: 1).Id.ToString());

    [Fact]
    public void A_changes_identity_is_the_same_at_every_delivery() => Assert.Equal(ContextOf(attempt: 1).Id, ContextOf(attempt: 4).Id);

    [Fact]
    public void It_tells_of_its_transaction()
    {
        var context = ContextOf(attempt: 2);

        Assert.Equal((Lsn.Parse("16/B374D848"), 4_294_968_000UL, Noon), (context.CommitLsn, context.Xid, context.CommitTime));
        Assert.Equal((ChangeOrigin.Log, 2, 3L), (context.Origin, context.Attempt, context.Ordinal));
        Assert.Equal(new ChangePosition(context.CommitLsn, 3), context.Position);
    }

    [Fact]
    public void A_transaction_says_what_it_is() =>
        Assert.Equal("transaction 4294968000 at 16/B374D848", ContextOf(attempt: 1, ChangeOrigin.Stream).Transaction.ToString());

    private static ChangeContext ContextOf(int attempt, ChangeOrigin origin = ChangeOrigin.Log) => new(
        new TransactionContext("7381234567890123456", Lsn.Parse("16/B374D848"), 4_294_968_000, Noon, origin, attempt, timeline: 2), 3);
}
