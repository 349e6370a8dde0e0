using PgCdc.Sdk.Checkpoints;
using PgCdc.Sdk.Hosting;

namespace PgCdc.Sdk.Tests.Hosting;

public sealed class RetryLedgerTests
{
    private const ulong First = 700;
    private const ulong Second = 701;

    private readonly RetryLedger _ledger = new();

    [Fact]
    public void Before_any_failure_every_delivery_is_the_first()
    {
        Assert.False(_ledger.IsRetrying);
        Assert.Equal(1, _ledger.AttemptAt(First));
    }

    [Fact]
    public void Each_failure_of_a_transaction_makes_its_next_delivery_one_more()
    {
        _ledger.Failed(First);
        Assert.Equal(2, _ledger.AttemptAt(First));
        _ledger.Failed(First);

        Assert.Equal((2, 3), (_ledger.Failures, _ledger.AttemptAt(First)));
    }

    [Fact]
    public void Another_transaction_is_delivered_for_the_first_time()
    {
        _ledger.Failed(First);

        Assert.Equal(1, _ledger.AttemptAt(Second));
    }

    [Fact]
    public void A_failure_of_another_transaction_is_counted_from_one()
    {
        _ledger.Failed(First);
        _ledger.Failed(First);
        _ledger.Failed(Second);

        Assert.Equal((1, 2, 1), (_ledger.Failures, _ledger.AttemptAt(Second), _ledger.AttemptAt(First)));
    }

    [Fact]
    public void What_is_stored_before_the_failed_transaction_does_not_end_its_retries()
    {
        _ledger.Failed(Second);
        _ledger.Stored(Unit(First));
        // An idle position.
        _ledger.Stored(null);

        Assert.True(_ledger.IsRetrying);
    }

    [Fact]
    public void Once_the_failed_transaction_is_stored_all_is_well()
    {
        _ledger.Failed(First);
        _ledger.Stored(Unit(First));

        Assert.False(_ledger.IsRetrying);
        Assert.Equal((0, 1), (_ledger.Failures, _ledger.AttemptAt(First)));
    }

    [Fact]
    public void A_failure_that_belongs_to_no_transaction_is_over_with_the_next_store()
    {
        _ledger.Failed(0);
        _ledger.Stored(null);

        Assert.False(_ledger.IsRetrying);
    }

    private static HandledUnit Unit(ulong xid) => new(1, new Lsn(0x20), 1, [new HandledTransaction(xid, new Lsn(0x20))]);
}
