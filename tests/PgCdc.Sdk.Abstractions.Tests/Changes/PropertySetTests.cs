using CsCheck;

namespace PgCdc.Sdk.Abstractions.Tests.Changes;

public sealed class PropertySetTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(63)]
    [InlineData(64)]
    [InlineData(127)]
    [InlineData(128)]
    [InlineData(1599)]
    public void A_property_that_was_added_is_the_only_one(int ordinal)
    {
        var set = PropertySet.Empty.With(ordinal);

        Assert.True(set.Contains(ordinal));
        Assert.Equal((1, false), (set.Count, set.IsEmpty));
        Assert.All([ordinal + 1, ordinal + 64, Math.Abs(ordinal - 64), 2000], other => Assert.Equal(other == ordinal, set.Contains(other)));
    }

    [Fact]
    public void The_empty_set_has_nothing()
    {
        Assert.True(PropertySet.Empty.IsEmpty);
        Assert.Equal(0, PropertySet.Empty.Count);
        Assert.Equal(default, PropertySet.Empty);
    }

    [Fact]
    public void Adding_leaves_the_set_that_was_added_to_alone()
    {
        var set = PropertySet.Empty.With(70);

        _ = set.With(71);
        _ = set.With(3);

        Assert.Equal(PropertySet.Empty.With(70), set);
    }

    [Fact]
    public void Sets_are_equal_whatever_the_order_they_were_made_in()
    {
        var one = PropertySet.Empty.With(1).With(200).With(70);
        var other = PropertySet.Empty.With(70).With(1).With(200);

        Assert.True(one == other);
        Assert.False(one != other);
        Assert.Equal(one.GetHashCode(), other.GetHashCode());
    }

    [Fact]
    public void A_longer_set_differs_from_a_shorter_one_that_begins_alike()
    {
        Assert.NotEqual(PropertySet.Empty.With(1), PropertySet.Empty.With(1).With(64));
        Assert.NotEqual(PropertySet.Empty.With(1).With(300), PropertySet.Empty.With(1).With(64));
        Assert.False(PropertySet.Empty.With(1).Equals("1"));
    }

    [Fact]
    public void A_negative_ordinal_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(static () => PropertySet.Empty.Contains(-1));
        Assert.Throws<ArgumentOutOfRangeException>(static () => PropertySet.Empty.With(-1));
    }

    [Fact]
    public void It_behaves_as_a_set_of_numbers() => Gen.Select(Gen.Int[0, 300].Array[0, 60], Gen.Int[0, 300].Array[0, 60]).Sample(static (left, right) =>
    {
        var (one, other) = (Of(left), Of(right));
        var (oneModel, otherModel) = (left.ToHashSet(), right.ToHashSet());
        Assert.Equal(oneModel.Count, one.Count);
        Assert.Equal(oneModel.Count == 0, one.IsEmpty);
        Assert.All(Enumerable.Range(0, 400), ordinal => Assert.Equal(oneModel.Contains(ordinal), one.Contains(ordinal)));
        Assert.Equal(oneModel.SetEquals(otherModel), one == other);
        Assert.Equal(one, Of(left.Reverse()));
        Assert.Equal(one.GetHashCode(), Of(left.Reverse()).GetHashCode());
    });

    private static PropertySet Of(IEnumerable<int> ordinals) => ordinals.Aggregate(PropertySet.Empty, static (set, ordinal) => set.With(ordinal));
}
