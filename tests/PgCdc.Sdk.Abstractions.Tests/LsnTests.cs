using System.Globalization;
using CsCheck;

namespace PgCdc.Sdk.Abstractions.Tests;

public sealed class LsnTests
{
    [Theory]
    [InlineData("0/0", 0UL)]
    [InlineData("0/1", 1UL)]
    [InlineData("16/B374D848", 0x16_B374D848UL)]
    [InlineData("1/0", 0x1_00000000UL)]
    [InlineData("FFFFFFFF/FFFFFFFF", ulong.MaxValue)]
    public void Text_and_position_belong_together(string text, ulong value)
    {
        Assert.Equal(new Lsn(value), Lsn.Parse(text));
        Assert.Equal(text, new Lsn(value).ToString());
    }

    [Theory]
    [InlineData("00000016/b374d848", "16/B374D848")]
    [InlineData("0/00000001", "0/1")]
    public void Small_letters_and_leading_zeros_are_read(string text, string canonical) => Assert.Equal(canonical, Lsn.Parse(text).ToString());

    [Theory]
    [InlineData("")]
    [InlineData("/")]
    [InlineData("0")]
    [InlineData("0/")]
    [InlineData("/0")]
    [InlineData("0/0/0")]
    [InlineData(" 0/0")]
    [InlineData("0/0 ")]
    [InlineData("+1/0")]
    [InlineData("-1/0")]
    [InlineData("0x1/0")]
    [InlineData("G/0")]
    [InlineData("100000000/0")]
    [InlineData("0/100000000")]
    [InlineData("000000001/0")]
    [InlineData("١/0")]
    public void Other_text_is_refused_and_repeated(string text)
    {
        Assert.False(Lsn.TryParse(text, out var none));
        Assert.Equal(Lsn.Zero, none);
        Assert.Contains($"'{text}'", Assert.Throws<FormatException>(() => Lsn.Parse(text)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void No_text_is_no_position()
    {
        Assert.False(Lsn.TryParse(null, out _));
        Assert.Throws<ArgumentNullException>(static () => Lsn.Parse(null!));
        Assert.Throws<ArgumentNullException>(static () => Lsn.Parse(null!, CultureInfo.InvariantCulture));
    }

    [Fact]
    public void Every_position_is_read_back() => Gen.ULong.Sample(static value => Lsn.Parse(new Lsn(value).ToString()) == new Lsn(value));

    [Fact]
    public void Positions_compare_as_their_numbers() => Gen.Select(Gen.ULong, Gen.ULong).Sample(static (left, right) =>
    {
        var (one, other) = (new Lsn(left), new Lsn(right));
        Assert.Equal(left.CompareTo(right), one.CompareTo(other));
        Assert.Equal(
            (left < right, left <= right, left > right, left >= right, left == right),
            (one < other, one <= other, one > other, one >= other, one == other));
    });

    [Fact]
    public void The_upper_half_counts_more_than_the_lower() => Assert.True(Lsn.Parse("1/0") > Lsn.Parse("0/FFFFFFFF"));

    [Theory]
    [InlineData("0/20", "0/10", 0x10)]
    [InlineData("0/10", "0/20", -0x10)]
    [InlineData("1/0", "0/FFFFFFFF", 1)]
    public void A_difference_is_a_number_of_bytes(string left, string right, long bytes) => Assert.Equal(bytes, Lsn.Parse(left) - Lsn.Parse(right));

    [Fact]
    public void A_position_compares_with_nothing_else()
    {
        Assert.Equal(1, new Lsn(1).CompareTo(null));
        Assert.Equal(0, new Lsn(1).CompareTo((object)new Lsn(1)));
        Assert.Throws<ArgumentException>(static () => new Lsn(1).CompareTo("0/1"));
    }

    [Fact]
    public void A_span_too_short_for_the_text_is_told()
    {
        var position = Lsn.Parse("16/B374D848");
        Span<char> text = stackalloc char[11];

        Assert.False(position.TryFormat(text[..10], out _, default, null));
        Assert.True(position.TryFormat(text, out var written, default, null));
        Assert.Equal("16/B374D848", text[..written].ToString());
    }

    [Fact]
    public void The_default_is_zero() => Assert.Equal(Lsn.Zero, default);
}
