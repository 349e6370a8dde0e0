using System.Globalization;
using PgCdc.Sdk.Decoding;
using PgCdc.Sdk.Decoding.Fields;
using static PgCdc.Sdk.Tests.Decoding.FieldSamples;

namespace PgCdc.Sdk.Tests.Decoding;

public sealed class NumberTests
{
    [Theory]
    [InlineData(PgTypeOids.Int2, "7FFF", 32767)]
    [InlineData(PgTypeOids.Int2, "FFFE", -2)]
    [InlineData(PgTypeOids.Int4, "80000000", int.MinValue)]
    [InlineData(PgTypeOids.Int8, "7FFFFFFFFFFFFFFF", long.MaxValue)]
    [InlineData(PgTypeOids.Int8, "FFFFFFFFFFFFFFFF", -1)]
    [InlineData(PgTypeOids.Oid, "FFFFFFFF", 4294967295)]
    [InlineData(Dynamic, "0001", 1)]
    [InlineData(Dynamic, "FFFFFFFF", -1)]
    [InlineData(Dynamic, "0000000100000000", 4294967296)]
    public void An_integer_of_any_width_reads_into_a_long(uint oid, string hex, long expected) =>
        Assert.Equal(expected, ReadBinary(FieldDecoders.Int64, oid, hex));

    [Fact]
    public void An_integer_that_fits_a_narrower_property_is_read()
    {
        Assert.Equal(255, ReadBinary(FieldDecoders.Byte, PgTypeOids.Int8, "00000000000000FF"));
        Assert.Equal(-128, ReadBinary(FieldDecoders.SByte, PgTypeOids.Int2, "FF80"));
        Assert.Equal(-32768, ReadBinary(FieldDecoders.Int16, PgTypeOids.Int4, "FFFF8000"));
        Assert.Equal(65535, ReadBinary(FieldDecoders.UInt16, PgTypeOids.Int4, "0000FFFF"));
        Assert.Equal(uint.MaxValue, ReadBinary(FieldDecoders.UInt32, PgTypeOids.Oid, "FFFFFFFF"));
        Assert.Equal(int.MinValue, ReadBinary(FieldDecoders.Int32, PgTypeOids.Int8, "FFFFFFFF80000000"));
    }

    [Fact]
    public void An_integer_that_does_not_fit_fails_and_never_wraps()
    {
        Assert.Contains("0 to 255", FailureOfBinary(FieldDecoders.Byte, PgTypeOids.Int2, "0100"), StringComparison.Ordinal);
        Assert.Contains("-128 to 127", FailureOfBinary(FieldDecoders.SByte, PgTypeOids.Int2, "0080"), StringComparison.Ordinal);
        FailureOfBinary(FieldDecoders.Int16, PgTypeOids.Int4, "00008000");
        FailureOfBinary(FieldDecoders.UInt16, PgTypeOids.Int2, "FFFF");
        FailureOfBinary(FieldDecoders.Int32, PgTypeOids.Int8, "0000000080000000");
        FailureOfBinary(FieldDecoders.Int32, PgTypeOids.Oid, "FFFFFFFF");
        FailureOfBinary(FieldDecoders.UInt32, PgTypeOids.Int4, "FFFFFFFF");
        FailureOfBinary(FieldDecoders.UInt64, PgTypeOids.Int8, "FFFFFFFFFFFFFFFF");
        FailureOfText(FieldDecoders.Int64, PgTypeOids.Int8, "9223372036854775808");
        FailureOfText(FieldDecoders.Byte, PgTypeOids.Int2, "256");
    }

    [Theory]
    [InlineData(PgTypeOids.Int8, "00000001", "8 bytes and 4 came")]
    [InlineData(PgTypeOids.Int4, "0001", "4 bytes and 2 came")]
    [InlineData(PgTypeOids.Int2, "", "2 bytes and 0 came")]
    [InlineData(Dynamic, "010203", "2, 4 or 8 bytes and 3 came")]
    [InlineData(PgTypeOids.Float8, "3FF0000000000000", "identifier 701")]
    public void Bytes_that_are_no_integer_fail_with_their_length(uint oid, string hex, string reason) =>
        Assert.Contains(reason, FailureOfBinary(FieldDecoders.Int64, oid, hex), StringComparison.Ordinal);

    [Fact]
    public void A_failure_names_table_column_and_property_and_not_the_value()
    {
        var sentence = FailureOfText(FieldDecoders.Int32, PgTypeOids.Int4, "my-secret");
        Assert.Equal(
            "Column \"value\" of public.samples cannot be read into Sample.Value: its text of 9 bytes is not an integer of at most 64 bits.",
            sentence);
    }

    [Theory]
    [InlineData("-42", -42)]
    [InlineData("0", 0)]
    [InlineData("9223372036854775807", long.MaxValue)]
    [InlineData("-9223372036854775808", long.MinValue)]
    public void An_integers_text_is_read(string text, long expected) =>
        Assert.Equal(expected, ReadText(FieldDecoders.Int64, PgTypeOids.Int8, text));

    [Theory]
    [InlineData("")]
    [InlineData(" 1")]
    [InlineData("1 ")]
    [InlineData("1.0")]
    [InlineData("0x10")]
    [InlineData("1e3")]
    public void A_text_that_is_no_integer_fails(string text) => FailureOfText(FieldDecoders.Int64, PgTypeOids.Int8, text);

    [Theory]
    [InlineData("0000 0000 0000 0000", "0")]
    [InlineData("0000 0000 0000 0003", "0.000")]
    [InlineData("0002 0000 0000 0002 0001 1388", "1.50")]
    [InlineData("0002 0000 0000 0001 0001 1388", "1.5")]
    [InlineData("0001 0000 0000 0002 0001", "1.00")]
    [InlineData("0001 0001 0000 0000 0001", "10000")]
    [InlineData("0001 0001 0000 0003 0001", "10000.000")]
    [InlineData("0003 0001 4000 0006 0001 0929 2648", "-12345.980000")]
    [InlineData("0001 FFFF 0000 0004 0001", "0.0001")]
    [InlineData("0001 FFF9 4000 001C 0001", "-0.0000000000000000000000000001")]
    [InlineData("0002 FFFE 0000 000A 0001 03E8", "0.0000000110")]
    [InlineData("0001 0007 0000 0000 0001", "10000000000000000000000000000")]
    [InlineData("0008 0007 0000 0000 0007 240C 0659 0592 10F1 172F 112B 014F", "79228162514264337593543950335")]
    [InlineData("0008 0000 0000 001C 0007 240C 0659 0592 10F1 172F 112B 014F", "7.9228162514264337593543950335")]
    public void A_numeric_keeps_its_value_and_its_scale(string hex, string expected)
    {
        var value = ReadBinary(FieldDecoders.Decimal, PgTypeOids.Numeric, hex);
        Assert.Equal(expected, value.ToString(CultureInfo.InvariantCulture));
        Assert.Equal(expected, ReadText(FieldDecoders.Decimal, PgTypeOids.Numeric, expected).ToString(CultureInfo.InvariantCulture));
        Assert.Equal(expected, ReadBinary(FieldDecoders.Decimal, Dynamic, hex).ToString(CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData("1.500000000000000000000000000000000000", "1.5000000000000000000000000000")]
    [InlineData("79228162514264337593543950335.00", "79228162514264337593543950335")]
    [InlineData("0.00000000000000000000000000000000000000000", "0.0000000000000000000000000000")]
    public void Zeros_at_the_end_that_a_decimal_has_no_room_for_are_dropped(string text, string expected) =>
        Assert.Equal(expected, ReadText(FieldDecoders.Decimal, PgTypeOids.Numeric, text).ToString(CultureInfo.InvariantCulture));

    [Theory]
    [InlineData("0001 0008 0000 0000 0001")]
    [InlineData("0008 0007 0000 0000 0007 240C 0659 0592 10F1 172F 112B 0150")]
    [InlineData("0001 FFF8 0000 0020 0001")]
    [InlineData("000A 0000 0000 0024 0001 0001 0001 0001 0001 0001 0001 0001 0001 0001")]
    [InlineData("0001 7FFF 0000 0000 0001")]
    [InlineData("0001 8000 0000 3FFF 0001")]
    [InlineData("0009 0007 0000 0004 0007 240C 0659 0592 10F1 172F 112B 014F 0001")]
    public void A_numeric_that_a_decimal_would_round_or_cannot_hold_fails(string hex) =>
        FailureOfBinary(FieldDecoders.Decimal, PgTypeOids.Numeric, hex);

    [Theory]
    [InlineData("79228162514264337593543950336")]
    [InlineData("0.33333333333333333333333333333")]
    [InlineData("12345678901234567890123456789012345678901234567890")]
    [InlineData("79228162514264337593543950335.5")]
    [InlineData("")]
    [InlineData("-")]
    [InlineData(".5")]
    [InlineData("5.")]
    [InlineData("+5")]
    [InlineData("1e5")]
    [InlineData("1.2.3")]
    [InlineData("1,000")]
    public void A_numerics_text_that_a_decimal_cannot_hold_fails(string text) =>
        FailureOfText(FieldDecoders.Decimal, PgTypeOids.Numeric, text);

    [Theory]
    [InlineData("0000 0000 C000 0000", "NaN", "NaN")]
    [InlineData("0000 0000 D000 0020", "Infinity", "Infinity")]
    [InlineData("0000 0000 F000 0020", "-Infinity", "-Infinity")]
    public void A_numeric_without_a_counterpart_fails_by_name(string hex, string text, string reason)
    {
        Assert.Contains(": " + reason + " of numeric", FailureOfBinary(FieldDecoders.Decimal, PgTypeOids.Numeric, hex), StringComparison.Ordinal);
        Assert.Contains(": " + reason + " of numeric", FailureOfText(FieldDecoders.Decimal, PgTypeOids.Numeric, text), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("0001 0000 0000 0000")]
    [InlineData("FFFF 0000 0000 0000 0001")]
    [InlineData("0000 0000 0000 0000 00")]
    [InlineData("0001 0000 1000 0000 0001")]
    [InlineData("0001 0000 0000 4000 0001")]
    [InlineData("0001 0000 0000 0000 2710")]
    [InlineData("0002 0000 0000 0001 0001 0001")]
    public void Bytes_that_are_no_numeric_fail(string hex) => FailureOfBinary(FieldDecoders.Decimal, PgTypeOids.Numeric, hex);

    [Fact]
    public void A_decimal_reads_integers_too()
    {
        Assert.Equal(-1m, ReadBinary(FieldDecoders.Decimal, PgTypeOids.Int8, "FFFFFFFFFFFFFFFF"));
        Assert.Equal(7m, ReadBinary(FieldDecoders.Decimal, PgTypeOids.Int2, "0007"));
        Assert.Equal(7m, ReadBinary(FieldDecoders.Decimal, Dynamic, "00000007"));
        Assert.Equal(7m, ReadText(FieldDecoders.Decimal, PgTypeOids.Int4, "7"));
    }

    [Fact]
    public void An_unsigned_long_reads_the_numeric_that_EF_maps_it_to()
    {
        Assert.Equal(ulong.MaxValue, ReadBinary(FieldDecoders.UInt64, PgTypeOids.Numeric, "0005 0004 0000 0000 0734 1A58 02E1 03BB 064F"));
        Assert.Equal(ulong.MaxValue, ReadText(FieldDecoders.UInt64, PgTypeOids.Numeric, "18446744073709551615"));
        Assert.Equal(0UL, ReadBinary(FieldDecoders.UInt64, PgTypeOids.Numeric, "0000 0000 0000 0000"));
        Assert.Equal(10000UL, ReadBinary(FieldDecoders.UInt64, PgTypeOids.Numeric, "0001 0001 0000 0000 0001"));
        Assert.Equal(ulong.MaxValue, ReadBinary(FieldDecoders.UInt64, PgTypeOids.Xid8, "FFFFFFFFFFFFFFFF"));
        FailureOfText(FieldDecoders.UInt64, PgTypeOids.Numeric, "18446744073709551616");
        FailureOfText(FieldDecoders.UInt64, PgTypeOids.Numeric, "-1");
        FailureOfText(FieldDecoders.UInt64, PgTypeOids.Numeric, "0.5");
        FailureOfBinary(FieldDecoders.UInt64, PgTypeOids.Numeric, "0001 0005 0000 0000 0001");
    }

    [Theory]
    [InlineData("3FC00000", "1.5", 1.5f)]
    [InlineData("7FC00000", "NaN", float.NaN)]
    [InlineData("7F800000", "Infinity", float.PositiveInfinity)]
    [InlineData("FF800000", "-Infinity", float.NegativeInfinity)]
    [InlineData("3DCCCCCD", "0.1", 0.1f)]
    [InlineData("7F7FFFFF", "3.4028235e+38", float.MaxValue)]
    public void A_real_is_read_and_widens_to_the_same_double_in_both_formats(string hex, string text, float expected)
    {
        Assert.Equal(expected, ReadBinary(FieldDecoders.Single, PgTypeOids.Float4, hex));
        Assert.Equal(expected, ReadText(FieldDecoders.Single, PgTypeOids.Float4, text));
        Assert.Equal(expected, ReadBinary(FieldDecoders.Double, PgTypeOids.Float4, hex));
        Assert.Equal(expected, ReadText(FieldDecoders.Double, PgTypeOids.Float4, text));
    }

    [Theory]
    [InlineData("BFF8000000000000", "-1.5", -1.5)]
    [InlineData("7FF8000000000000", "NaN", double.NaN)]
    [InlineData("7FF0000000000000", "Infinity", double.PositiveInfinity)]
    [InlineData("FFF0000000000000", "-Infinity", double.NegativeInfinity)]
    [InlineData("7FEFFFFFFFFFFFFF", "1.7976931348623157e+308", double.MaxValue)]
    [InlineData("0000000000000001", "5e-324", double.Epsilon)]
    public void A_double_precision_is_read(string hex, string text, double expected)
    {
        Assert.Equal(expected, ReadBinary(FieldDecoders.Double, PgTypeOids.Float8, hex));
        Assert.Equal(expected, ReadText(FieldDecoders.Double, PgTypeOids.Float8, text));
    }

    [Theory]
    [InlineData("")]
    [InlineData("1e400")]
    [InlineData("1,5")]
    [InlineData(" 1")]
    [InlineData("∞")]
    public void A_text_that_is_no_finite_double_fails(string text) => FailureOfText(FieldDecoders.Double, PgTypeOids.Float8, text);

    [Fact]
    public void A_boolean_is_one_byte_or_one_letter()
    {
        Assert.True(ReadBinary(FieldDecoders.Boolean, PgTypeOids.Bool, "01"));
        Assert.False(ReadBinary(FieldDecoders.Boolean, PgTypeOids.Bool, "00"));
        Assert.True(ReadText(FieldDecoders.Boolean, PgTypeOids.Bool, "t"));
        Assert.False(ReadText(FieldDecoders.Boolean, PgTypeOids.Bool, "f"));
        FailureOfBinary(FieldDecoders.Boolean, PgTypeOids.Bool, "02");
        FailureOfBinary(FieldDecoders.Boolean, PgTypeOids.Bool, "74");
        FailureOfBinary(FieldDecoders.Boolean, PgTypeOids.Bool, "");
        FailureOfText(FieldDecoders.Boolean, PgTypeOids.Bool, "true");
        FailureOfText(FieldDecoders.Boolean, PgTypeOids.Bool, "\u0001");
    }
}
