using PgCdc.Sdk.Decoding;
using static PgCdc.Sdk.Tests.Decoding.FieldSamples;

namespace PgCdc.Sdk.Tests.Decoding;

public sealed class CompositeDecoderTests
{
    private const string Text = "00000019 00000001 61";
    private const string Number = "00000017 00000004 00000007";

    private static readonly FieldDecoder<string> Pair = new PairDecoder();

    [Fact]
    public void Attributes_come_in_the_types_order_with_their_NULLs()
    {
        Assert.Equal("a 7", ReadBinary(Pair, Dynamic, "00000002" + Text + Number));
        Assert.Equal("null null", ReadBinary(Pair, Dynamic, "00000002 00000019 FFFFFFFF 00000017 FFFFFFFF"));
        Assert.Equal("a 7", ReadText(Pair, Dynamic, "(a,7)"));
        Assert.Equal("null null", ReadText(Pair, Dynamic, "(,)"));
        Assert.Equal(" 7", ReadText(Pair, Dynamic, "(\"\",7)"));
        Assert.Equal("a\"b\\c,() 7", ReadText(Pair, Dynamic, "(\"a\"\"b\\\\c,()\",7)"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("00000001" + Text)]
    [InlineData("00000003" + Text + Number + Number)]
    [InlineData("7FFFFFFF" + Text)]
    [InlineData("FFFFFFFF")]
    [InlineData("00000002" + Text)]
    [InlineData("00000002" + Number + Text)]
    [InlineData("00000002" + Text + "00000017 7FFFFFFF 00")]
    [InlineData("00000002" + Text + "00000017 FFFFFFFE")]
    [InlineData("00000002" + Text + Number + "00")]
    public void Bytes_of_another_composite_fail(string hex) => FailureOfBinary(Pair, Dynamic, hex);

    [Theory]
    [InlineData("")]
    [InlineData("(")]
    [InlineData("a,7")]
    [InlineData("(a)")]
    [InlineData("(a,7,8)")]
    [InlineData("(a,7")]
    [InlineData("(a,b)")]
    [InlineData("(\"a,7)")]
    [InlineData("(\"a\"b,7)")]
    [InlineData("(a\"b\",7)")]
    public void Text_of_another_composite_fails(string text) => FailureOfText(Pair, Dynamic, text);

    private sealed class PairDecoder() : CompositeDecoder<string>(FieldDecoders.String, FieldDecoders.Int32)
    {
        protected override string Build(IReadOnlyList<object?> values) => $"{values[0] ?? "null"} {values[1] ?? "null"}";
    }
}
