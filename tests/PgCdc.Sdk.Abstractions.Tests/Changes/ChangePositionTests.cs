using CsCheck;

namespace PgCdc.Sdk.Abstractions.Tests.Changes;

public sealed class ChangePositionTests
{
    [Fact]
    public void Transactions_order_first_and_changes_within_them()
    {
        ChangePosition[] ordered =
        [
            new(new Lsn(1), 0), new(new Lsn(1), 1), new(new Lsn(1), 10), new(new Lsn(2), 0), new(new Lsn(0x1_0000_0000), 0),
        ];

        Assert.Equal(ordered, ordered.Reverse().Order());
    }

    [Fact]
    public void The_operators_agree_with_the_order() =>
        Gen.Select(Gen.ULong[0, 3], Gen.Long[0, 3], Gen.ULong[0, 3], Gen.Long[0, 3]).Sample(static (leftLsn, leftOrdinal, rightLsn, rightOrdinal) =>
        {
            var (left, right) = (new ChangePosition(new Lsn(leftLsn), leftOrdinal), new ChangePosition(new Lsn(rightLsn), rightOrdinal));
            var order = (leftLsn, leftOrdinal).CompareTo((rightLsn, rightOrdinal));
            Assert.Equal(Math.Sign(order), Math.Sign(left.CompareTo(right)));
            Assert.Equal((order < 0, order <= 0, order > 0, order >= 0, order == 0), (left < right, left <= right, left > right, left >= right, left == right));
        });

    [Fact]
    public void Its_text_is_the_commit_and_the_ordinal() => Assert.Equal("16/B374D848#3", new ChangePosition(Lsn.Parse("16/B374D848"), 3).ToString());
}
