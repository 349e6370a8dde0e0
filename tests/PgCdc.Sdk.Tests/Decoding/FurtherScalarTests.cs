using PgCdc.Sdk.Decoding;
using PgCdc.Sdk.Decoding.Fields;
using static PgCdc.Sdk.Tests.Decoding.FieldSamples;

namespace PgCdc.Sdk.Tests.Decoding;

/// <summary>The less common types: what is read of them on real servers is held against Npgsql; here is what no server sends.</summary>
public sealed class FurtherScalarTests
{
    private static readonly Dictionary<string, (FieldDecoder Decoder, uint Oid)> Types = new()
    {
        ["pg_lsn"] = (FieldDecoders.Lsn, PgTypeOids.PgLsn),
        ["Npgsql's pg_lsn"] = (FieldDecoders.LogSequenceNumber, PgTypeOids.PgLsn),
        ["numeric"] = (FieldDecoders.BigInteger, PgTypeOids.Numeric),
        ["numeric as double"] = (FieldDecoders.Double, PgTypeOids.Numeric),
        ["money"] = (FieldDecoders.Decimal, PgTypeOids.Money),
        ["timetz"] = (FieldDecoders.DateTimeOffset, PgTypeOids.Timetz),
        ["interval"] = (FieldDecoders.Interval, PgTypeOids.Interval),
        ["json"] = (FieldDecoders.JsonElement, PgTypeOids.Json),
        ["jsonb"] = (FieldDecoders.JsonElement, PgTypeOids.Jsonb),
        ["jsonpath"] = (FieldDecoders.String, PgTypeOids.Jsonpath),
        ["varbit"] = (FieldDecoders.BitArray, PgTypeOids.Varbit),
        ["bit(1)"] = (FieldDecoders.Boolean, PgTypeOids.Bit),
        ["char"] = (FieldDecoders.Char, PgTypeOids.Char),
        ["char as byte"] = (FieldDecoders.Byte, PgTypeOids.Char),
        ["inet"] = (FieldDecoders.Inet, PgTypeOids.Inet),
        ["address"] = (FieldDecoders.IPAddress, PgTypeOids.Inet),
        ["cidr"] = (FieldDecoders.IPNetwork, PgTypeOids.Cidr),
        ["macaddr"] = (FieldDecoders.PhysicalAddress, PgTypeOids.Macaddr),
        ["macaddr8"] = (FieldDecoders.PhysicalAddress, PgTypeOids.Macaddr8),
        ["tid"] = (FieldDecoders.Tid, PgTypeOids.Tid),
    };

    [Theory]
    [InlineData("pg_lsn", "00000000000000")]
    [InlineData("Npgsql's pg_lsn", "000000000000000000")]
    [InlineData("numeric", "0001 0000 0000")]
    [InlineData("numeric", "0002 0001 0000 0000 0001")]
    [InlineData("numeric", "0001 0000 0000 0000 2710")]
    [InlineData("numeric", "0001 0000 8000 0000 0001")]
    [InlineData("numeric", "0001 0000 0000 4000 0001")]
    [InlineData("numeric", "0000 0000 C000 0000")]
    [InlineData("numeric", "0000 0000 D000 0000")]
    [InlineData("numeric as double", "0001 7FFF 0000 0000 0001")]
    [InlineData("money", "00000000000001")]
    [InlineData("timetz", "0000000000000000")]
    [InlineData("timetz", "000000141DD76001 00000000")]
    [InlineData("timetz", "0000000000000000 0000C51C")]
    [InlineData("timetz", "0000000000000000 00000001")]
    [InlineData("timetz", "0000000000000000 80000000")]
    [InlineData("interval", "0000000000000000 00000000")]
    [InlineData("json", "7B")]
    [InlineData("jsonb", "027B7D")]
    [InlineData("jsonb", "")]
    [InlineData("jsonpath", "02")]
    [InlineData("varbit", "000000")]
    [InlineData("varbit", "00000009 FF")]
    [InlineData("varbit", "00000008 FFFF")]
    [InlineData("varbit", "FFFFFFFF")]
    [InlineData("varbit", "7FFFFFFF")]
    [InlineData("bit(1)", "00000002 C0")]
    [InlineData("bit(1)", "00000000")]
    [InlineData("char", "")]
    [InlineData("char as byte", "6162")]
    [InlineData("inet", "")]
    [InlineData("inet", "02 20 00 04 0A0000")]
    [InlineData("inet", "02 20 00 04 0A00000100")]
    [InlineData("inet", "02 21 00 04 0A000001")]
    [InlineData("inet", "04 20 00 04 0A000001")]
    [InlineData("inet", "02 20 00 10 00000000000000000000000000000001")]
    [InlineData("inet", "02 20 00 FF 0A000001")]
    [InlineData("address", "02 18 00 04 0A000001")]
    [InlineData("cidr", "02 08 01 04 0A000001")]
    [InlineData("macaddr", "0800")]
    [InlineData("macaddr", "08002B0102030405")]
    [InlineData("macaddr8", "08002B010203")]
    [InlineData("tid", "0000000100")]
    [InlineData("tid", "00000001000100")]
    public void Bytes_that_no_server_sends_fail(string type, string hex)
    {
        var (decoder, oid) = Types[type];
        Assert.Throws<DecodeException>(() => decoder.ReadObject(FieldOf(Bytes(hex), oid)));
    }

    [Theory]
    [InlineData("pg_lsn", "16")]
    [InlineData("pg_lsn", "16/")]
    [InlineData("pg_lsn", "/0")]
    [InlineData("pg_lsn", "100000000/0")]
    [InlineData("pg_lsn", "16/0 ")]
    [InlineData("numeric", "")]
    [InlineData("numeric", "-")]
    [InlineData("numeric", "1.")]
    [InlineData("numeric", "1e5")]
    [InlineData("numeric", "1.5")]
    [InlineData("numeric as double", "1x")]
    [InlineData("numeric as double", "")]
    [InlineData("money", "$1,234")]
    [InlineData("money", "$34")]
    [InlineData("money", "¥1,234")]
    [InlineData("money", "KD 1,234.567")]
    [InlineData("money", "$")]
    [InlineData("money", "$92,233,720,368,547,758.09")]
    [InlineData("timetz", "12:00:00")]
    [InlineData("timetz", "12:00+01")]
    [InlineData("timetz", "12:00:00+01x")]
    [InlineData("interval", "1 fortnight")]
    [InlineData("interval", "9999999999 days")]
    [InlineData("varbit", "012")]
    [InlineData("bit(1)", "10")]
    [InlineData("bit(1)", "t")]
    [InlineData("char", "ab")]
    [InlineData("char", "\\400")]
    [InlineData("char", "\\08a")]
    [InlineData("inet", "10.0.1")]
    [InlineData("inet", "10.0.0.1/33")]
    [InlineData("inet", "10.0.0.1/")]
    [InlineData("inet", "fe80::1%eth0")]
    [InlineData("inet", "[::1]:80")]
    [InlineData("inet", "0x0a000001")]
    [InlineData("address", "10.0.0.0/8")]
    [InlineData("cidr", "10.0.0.1/8")]
    [InlineData("macaddr", "08:00:2b:01:02")]
    [InlineData("macaddr", "08-00-2b-01-02-03")]
    [InlineData("macaddr", "08:00:2b:01:02:0g")]
    [InlineData("macaddr8", "08:00:2b:01:02:03")]
    [InlineData("tid", "(1)")]
    [InlineData("tid", "(1,65536)")]
    [InlineData("tid", "(4294967296,0)")]
    public void Text_that_no_server_sends_fails(string type, string text)
    {
        var (decoder, oid) = Types[type];
        Assert.Throws<DecodeException>(() => decoder.ReadObject(FieldOf(PgEncoder.Utf8(text), oid, text: true)));
    }

    [Theory]
    [InlineData("$1,234.50", "1234.50")]
    [InlineData("-$0.01", "-0.01")]
    [InlineData("($1.00)", "-1.00")]
    [InlineData("1.234,50 €", "1234.50")]
    [InlineData("CHF 1'234.50", "1234.50")]
    [InlineData("-$92,233,720,368,547,758.08", "-92233720368547758.08")]
    public void Money_is_read_as_most_locales_write_it(string text, string expected) => Assert.Equal(
        decimal.Parse(expected, System.Globalization.CultureInfo.InvariantCulture), ReadText(FieldDecoders.Decimal, PgTypeOids.Money, text));

    [Theory]
    [InlineData("10000-01-01 05:29:59.999999+05:30", "9999-12-31T23:59:59.9999990Z")]
    [InlineData("0001-12-31 20:29:08-03:30:52 BC", "0001-01-01T00:00:00.0000000Z")]
    public void A_moment_whose_local_year_NET_does_not_have_is_read(string text, string expected) => Assert.Equal(
        expected,
        ReadText(FieldDecoders.DateTime, PgTypeOids.Timestamptz, text).ToString("O", System.Globalization.CultureInfo.InvariantCulture));

    [Theory]
    [InlineData("10000-01-01 05:30:00+05:30")]
    [InlineData("0001-12-31 20:29:07-03:30:52 BC")]
    [InlineData("10000-01-01 00:00:00")]
    [InlineData("0001-12-31 23:59:59 BC")]
    public void A_moment_beyond_NETs_years_fails(string text) =>
        FailureOfText(FieldDecoders.DateTime, text.Contains('+', StringComparison.Ordinal) || text.Contains("-03", StringComparison.Ordinal) ? PgTypeOids.Timestamptz : PgTypeOids.Timestamp, text);

    [Fact]
    public void A_domains_value_is_told_by_its_bytes()
    {
        Assert.True(ReadBinary(FieldDecoders.Boolean, Dynamic, "00000001 80"));
        Assert.False(ReadText(FieldDecoders.Boolean, Dynamic, "0"));
        Assert.Equal(new TimeOnly(1, 0), TimeOnly.FromDateTime(ReadText(FieldDecoders.DateTimeOffset, Dynamic, "01:00:00+02").DateTime));
        Assert.Equal(TimeSpan.FromHours(-1), ReadBinary(FieldDecoders.DateTimeOffset, Dynamic, "0000000000000000 00000E10").Offset);
        Assert.Equal(0, ReadBinary(FieldDecoders.DateTimeOffset, Dynamic, "0000000000000000").Offset.Ticks);
        Assert.Equal("a.b", ReadBinary(FieldDecoders.String, ExtensionTypes.LTree, "01 612E62"));
        Assert.Equal("\u0001b", ReadBinary(FieldDecoders.String, PgTypeNames.Find("public", "citext"), "01 62"));
    }

    [Fact]
    public void The_zero_of_char_is_a_character_and_an_empty_string()
    {
        Assert.Equal('\0', ReadBinary(FieldDecoders.Char, PgTypeOids.Char, "00"));
        Assert.Equal('\0', ReadText(FieldDecoders.Char, PgTypeOids.Char, ""));
        Assert.Equal("", ReadBinary(FieldDecoders.String, PgTypeOids.Char, "00"));
        Assert.Equal('\u00E9', ReadBinary(FieldDecoders.Char, PgTypeOids.Char, "E9"));
        Assert.Equal('\u00E9', ReadText(FieldDecoders.Char, PgTypeOids.Char, "\\351"));
    }

    [Fact]
    public void Infinite_intervals_are_Npgsqls()
    {
        Assert.Equal(
            ReadBinary(FieldDecoders.Interval, PgTypeOids.Interval, "7FFFFFFFFFFFFFFF 7FFFFFFF 7FFFFFFF"),
            ReadText(FieldDecoders.Interval, PgTypeOids.Interval, "infinity"));
        Assert.Equal(
            ReadBinary(FieldDecoders.Interval, PgTypeOids.Interval, "8000000000000000 80000000 80000000"),
            ReadText(FieldDecoders.Interval, PgTypeOids.Interval, "-infinity"));
        Assert.Contains("infinite", FailureOfText(FieldDecoders.TimeSpan, PgTypeOids.Interval, "infinity"), StringComparison.Ordinal);
    }
}
