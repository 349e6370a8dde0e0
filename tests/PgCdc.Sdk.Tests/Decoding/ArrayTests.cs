using PgCdc.Sdk.Decoding;
using PgCdc.Sdk.Decoding.Fields;
using static PgCdc.Sdk.Tests.Decoding.FieldSamples;

namespace PgCdc.Sdk.Tests.Decoding;

public sealed class ArrayTests
{
    private const string Header = "00000001 00000000 00000017";

    private static readonly FieldDecoder<int[]> Ints = FieldDecoders.ArrayOf(FieldDecoders.Int32);
    private static readonly FieldDecoder<int?[]> NullableInts = FieldDecoders.ArrayOfNullable(FieldDecoders.Int32);
    private static readonly FieldDecoder<string?[]> NullableTexts = FieldDecoders.ArrayOfNullableReference(FieldDecoders.String);

    [Theory]
    [InlineData("00000000 00000000 00000017", new int[0])]
    [InlineData(Header + "00000000 00000001", new int[0])]
    [InlineData(Header + "00000002 00000001 00000004 00000007 00000004 FFFFFFFF", new[] { 7, -1 })]
    [InlineData(Header + "00000002 FFFFFFFF 00000004 00000007 00000004 FFFFFFFF", new[] { 7, -1 })]
    public void An_arrays_elements_are_read_whatever_its_lower_bound(string hex, int[] expected)
    {
        Assert.Equal(expected, ReadBinary(Ints, PgTypeOids.Int4Array, hex));
        Assert.Equal(expected, ReadBinary(Ints, Dynamic, hex));
        Assert.Equal(expected, ReadBinary(FieldDecoders.ListOf(FieldDecoders.Int32), PgTypeOids.Int4Array, hex));
    }

    [Fact]
    public void An_arrays_NULL_is_null_where_elements_can_be_and_fails_where_not()
    {
        const string Hex = "00000001 00000001 00000017 00000002 00000001 FFFFFFFF 00000004 00000007";
        Assert.Equal([null, 7], ReadBinary(NullableInts, PgTypeOids.Int4Array, Hex));
        Assert.Equal([null, 7], ReadBinary(FieldDecoders.ListOfNullable(FieldDecoders.Int32), PgTypeOids.Int4Array, Hex));
        Assert.Contains("NULL", FailureOfBinary(Ints, PgTypeOids.Int4Array, Hex), StringComparison.Ordinal);
        Assert.Contains("NULL", FailureOfText(Ints, PgTypeOids.Int4Array, "{1,NULL}"), StringComparison.Ordinal);
        Assert.Equal([1, null], ReadText(NullableInts, PgTypeOids.Int4Array, "{1,NULL}"));
        Assert.Equal([null, "NULL"], ReadText(NullableTexts, PgTypeOids.TextArray, "{NULL,\"NULL\"}"));
        Assert.Equal([null, "a"], ReadText(FieldDecoders.ListOfNullableReference(FieldDecoders.String), PgTypeOids.TextArray, "{NULL,a}"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("00000001 00000000")]
    [InlineData("FFFFFFFF 00000000 00000017")]
    [InlineData("00000007 00000000 00000017")]
    [InlineData("00000001 00000002 00000017 00000000 00000001")]
    [InlineData(Header)]
    [InlineData(Header + "00000001")]
    [InlineData(Header + "7FFFFFFF 00000001")]
    [InlineData(Header + "7FFFFFFF 00000001 00000004 00000007")]
    [InlineData(Header + "FFFFFFFF 00000001 00000004 00000007")]
    [InlineData(Header + "00000001 00000001 00000005 00000007")]
    [InlineData(Header + "00000001 00000001 FFFFFFFE 00000007")]
    [InlineData(Header + "00000001 00000001 7FFFFFFF 00000007")]
    [InlineData(Header + "00000001 00000001 00000003 000007")]
    [InlineData(Header + "00000001 00000001 00000004 00000007 00")]
    [InlineData("00000000 00000000 00000017 00")]
    [InlineData("00000001 00000000 00000019 00000001 00000001 00000004 00000007")]
    public void Bytes_that_lie_about_an_array_fail(string hex)
    {
        FailureOfBinary(Ints, PgTypeOids.Int4Array, hex);
        FailureOfBinary(FieldDecoders.ListOf(FieldDecoders.Int32), PgTypeOids.Int4Array, hex);
    }

    [Fact]
    public void An_array_of_several_dimensions_fails_by_name()
    {
        const string Hex = "00000002 00000000 00000017 00000001 00000001 00000001 00000001 00000004 00000007";
        Assert.Contains("several dimensions", FailureOfBinary(Ints, PgTypeOids.Int4Array, Hex), StringComparison.Ordinal);
        Assert.Contains("several dimensions", FailureOfText(Ints, PgTypeOids.Int4Array, "{{1},{2}}"), StringComparison.Ordinal);
        Assert.Contains("several dimensions", FailureOfText(Ints, PgTypeOids.Int4Array, "[1:1][1:1]={{1}}"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{}", new string[0])]
    [InlineData("{a}", new[] { "a" })]
    [InlineData("{a,b c}", new[] { "a", "b c" })]
    [InlineData("{\"a\\\"b\",\"c\\\\d\",\"\",\"e,f\",\"{g}\"}", new[] { "a\"b", "c\\d", "", "e,f", "{g}" })]
    [InlineData("[0:2]={1,2,3}", new[] { "1", "2", "3" })]
    [InlineData("[-1:0]={x,y}", new[] { "x", "y" })]
    [InlineData("{\"grün\",null?}", new[] { "grün", "null?" })]
    public void An_arrays_text_is_read(string text, string[] expected)
    {
        Assert.Equal(expected, ReadText(FieldDecoders.ArrayOf(FieldDecoders.String), PgTypeOids.TextArray, text));
        Assert.Equal(expected, ReadText(FieldDecoders.ListOf(FieldDecoders.String), Dynamic, text));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("}")]
    [InlineData("a")]
    [InlineData("{a")]
    [InlineData("{a,}")]
    [InlineData("{,a}")]
    [InlineData("{,}")]
    [InlineData("{\"a}")]
    [InlineData("{\"a\"b}")]
    [InlineData("{a\"b\"}")]
    [InlineData("{\"a\\\"}")]
    [InlineData("{\"a\\")]
    [InlineData("{a\\b}")]
    [InlineData("{a}b}")]
    [InlineData("{a}}")]
    [InlineData("[0:0]{a}")]
    [InlineData("[0:0={a}")]
    [InlineData("=")]
    [InlineData("[=")]
    [InlineData("[x]={a}")]
    public void A_text_that_is_no_array_fails(string text)
    {
        FailureOfText(FieldDecoders.ArrayOf(FieldDecoders.String), PgTypeOids.TextArray, text);
        FailureOfText(NullableTexts, PgTypeOids.TextArray, text);
    }

    [Fact]
    public void Elements_are_read_by_their_own_type()
    {
        var moods = FieldDecoders.ArrayOf(FieldDecoders.Enum(number => (DayOfWeek)number, label => label is "Fri" ? DayOfWeek.Friday : null));
        Assert.Equal([DayOfWeek.Friday], ReadText(moods, Dynamic, "{Fri}"));
        Assert.Equal([DayOfWeek.Friday], ReadText(moods, PgTypeOids.Int4Array, "{5}"));
        Assert.Equal(
            [DateTime.MaxValue, new DateTime(2024, 1, 1, 0, 0, 0, DateTimeKind.Utc)],
            ReadText(FieldDecoders.ArrayOf(FieldDecoders.DateTime), PgTypeOids.TimestamptzArray, "{infinity,\"2024-01-01 00:00:00+00\"}"));
    }

    [Fact]
    public void An_array_accepts_the_arrays_of_what_its_elements_accept()
    {
        Assert.True(Ints.Accepts(PgTypeOids.Int4Array));
        Assert.True(Ints.Accepts(PgTypeOids.Int2Array));
        Assert.True(Ints.Accepts(Dynamic));
        Assert.False(Ints.Accepts(PgTypeOids.TextArray));
        Assert.False(Ints.Accepts(PgTypeOids.Int4));
        Assert.Equal("an array of " + FieldDecoders.Int32.Reads, Ints.Reads);
    }

    [Fact]
    public void A_count_that_lies_allocates_nothing()
    {
        var bytes = Bytes(Header + "7FFFFFFF 00000001 00000004 00000007");
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Throws<DecodeException>(() => Ints.Read(FieldOf(bytes, PgTypeOids.Int4Array)));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 100_000);
    }
}
