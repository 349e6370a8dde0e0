using System.Text;
using PgCdc.Sdk.Decoding;
using PgCdc.Sdk.Decoding.Fields;
using static PgCdc.Sdk.Tests.Decoding.FieldSamples;

namespace PgCdc.Sdk.Tests.Decoding;

public sealed class UntypedValueTests
{
    [Fact]
    public void Common_types_are_values_of_NET()
    {
        Assert.Equal(7, OfText(PgTypeOids.Int4, "7"));
        Assert.Equal(7L, OfText(PgTypeOids.Int8, "7"));
        Assert.Equal(true, OfText(PgTypeOids.Bool, "t"));
        Assert.Equal(1.50m, OfText(PgTypeOids.Numeric, "1.50"));
        Assert.Equal("a", OfText(PgTypeOids.Varchar, "a"));
        Assert.Equal(new DateOnly(2024, 1, 2), OfText(PgTypeOids.Date, "2024-01-02"));
        Assert.Equal(new int?[] { 1, null }, OfText(PgTypeOids.Int4Array, "{1,NULL}"));
        Assert.Equal("{}", UntypedValue.Read(FieldOf(Bytes("017B7D"), PgTypeOids.Jsonb)));
    }

    [Fact]
    public void Other_types_are_what_the_server_sent()
    {
        const uint Snapshot = 5038;
        Assert.Equal("10:20:10", OfText(Snapshot, "10:20:10"));
        Assert.Equal(Bytes("0102"), UntypedValue.Read(FieldOf(Bytes("0102"), Snapshot)));
        Assert.Equal("happy", OfText(Dynamic, "happy"));
    }

    [Fact]
    public void A_value_beyond_NET_is_what_the_server_sent()
    {
        Assert.Equal("NaN", OfText(PgTypeOids.Numeric, "NaN"));
        Assert.Equal("3 mons", OfText(PgTypeOids.Interval, "3 mons"));
        Assert.Equal("{{1},{2}}", OfText(PgTypeOids.Int4Array, "{{1},{2}}"));
        Assert.Equal(Bytes("00000000C0000000"), UntypedValue.Read(FieldOf(Bytes("00000000C0000000"), PgTypeOids.Numeric)));
    }

    private static object OfText(uint oid, string text) => UntypedValue.Read(FieldOf(Encoding.UTF8.GetBytes(text), oid, text: true));
}
