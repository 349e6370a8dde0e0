using System.Globalization;
using PgCdc.Sdk.Decoding;
using PgCdc.Sdk.Decoding.Fields;
using static PgCdc.Sdk.Tests.Decoding.FieldSamples;

namespace PgCdc.Sdk.Tests.Decoding;

public sealed class TimeTests
{
    [Theory]
    [InlineData("0000000000000000", "2000-01-01T00:00:00.000000")]
    [InlineData("FFFFFFFFFFFFFFFF", "1999-12-31T23:59:59.999999")]
    [InlineData("0002B0D49322AD60", "2023-12-31T22:30:01.500000")]
    [InlineData("FF1FE2FFC59C6000", "0001-01-01T00:00:00.000000")]
    [InlineData("0380E70B913B7FFF", "9999-12-31T23:59:59.999999")]
    public void A_timestamp_counts_microseconds_from_2000(string hex, string expected)
    {
        var zoned = ReadBinary(FieldDecoders.DateTime, PgTypeOids.Timestamptz, hex);
        var bare = ReadBinary(FieldDecoders.DateTime, PgTypeOids.Timestamp, hex);
        Assert.Equal(DateTimeKind.Utc, zoned.Kind);
        Assert.Equal(DateTimeKind.Unspecified, bare.Kind);
        Assert.Equal(expected, bare.ToString("yyyy-MM-ddTHH:mm:ss.ffffff", CultureInfo.InvariantCulture));
        Assert.Equal(bare.Ticks, zoned.Ticks);
        Assert.Equal(new DateTimeOffset(zoned), ReadBinary(FieldDecoders.DateTimeOffset, PgTypeOids.Timestamptz, hex));
        Assert.Equal(DateTimeKind.Unspecified, ReadBinary(FieldDecoders.DateTime, Dynamic, hex).Kind);
    }

    [Theory]
    [InlineData("7FFFFFFFFFFFFFFF", "infinity", true)]
    [InlineData("8000000000000000", "-infinity", false)]
    public void An_infinite_timestamp_is_the_last_or_first_of_NET(string hex, string text, bool isLast)
    {
        var expected = isLast ? DateTime.MaxValue : DateTime.MinValue;
        foreach (var oid in new[] { PgTypeOids.Timestamptz, PgTypeOids.Timestamp, Dynamic })
        {
            Assert.Equal(expected, ReadBinary(FieldDecoders.DateTime, oid, hex));
            Assert.Equal(expected, ReadText(FieldDecoders.DateTime, oid, text));
        }

        var moment = isLast ? DateTimeOffset.MaxValue : DateTimeOffset.MinValue;
        Assert.Equal(moment, ReadBinary(FieldDecoders.DateTimeOffset, PgTypeOids.Timestamptz, hex));
        Assert.Equal(moment, ReadText(FieldDecoders.DateTimeOffset, PgTypeOids.Timestamptz, text));
    }

    [Theory]
    [InlineData("FF1FE2FFC59C5FFF")]
    [InlineData("0380E70B913B8000")]
    [InlineData("7FFFFFFFFFFFFFFE")]
    [InlineData("8000000000000001")]
    public void A_timestamp_outside_the_years_of_NET_fails(string hex)
    {
        Assert.Contains("1 to 9999", FailureOfBinary(FieldDecoders.DateTime, PgTypeOids.Timestamp, hex), StringComparison.Ordinal);
        Assert.Contains("1 to 9999", FailureOfBinary(FieldDecoders.DateTimeOffset, PgTypeOids.Timestamptz, hex), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2024-02-29 12:34:56", "2024-02-29T12:34:56.000000")]
    [InlineData("2024-02-29 12:34:56.5", "2024-02-29T12:34:56.500000")]
    [InlineData("0001-01-01 00:00:00.000001", "0001-01-01T00:00:00.000001")]
    [InlineData("9999-12-31 23:59:59.999999", "9999-12-31T23:59:59.999999")]
    public void A_timestamps_text_is_read(string text, string expected)
    {
        var value = ReadText(FieldDecoders.DateTime, PgTypeOids.Timestamp, text);
        Assert.Equal(expected, value.ToString("yyyy-MM-ddTHH:mm:ss.ffffff", CultureInfo.InvariantCulture));
        Assert.Equal(DateTimeKind.Unspecified, value.Kind);
        Assert.Equal(value, ReadText(FieldDecoders.DateTime, Dynamic, text));
    }

    [Theory]
    [InlineData("2024-01-01 00:00:00+00", "2024-01-01T00:00:00")]
    [InlineData("2024-01-01 00:00:00+05:30", "2023-12-31T18:30:00")]
    [InlineData("2024-01-01 00:00:00-08", "2024-01-01T08:00:00")]
    [InlineData("1880-01-01 00:00:00+05:30:15", "1879-12-31T18:29:45")]
    [InlineData("1880-01-01 00:00:00-00:01:15", "1880-01-01T00:01:15")]
    public void A_timestamps_offset_leads_to_UTC(string text, string expected)
    {
        var value = ReadText(FieldDecoders.DateTime, PgTypeOids.Timestamptz, text);
        Assert.Equal(expected, value.ToString("s", CultureInfo.InvariantCulture));
        Assert.Equal(DateTimeKind.Utc, value.Kind);
        Assert.Equal(new DateTimeOffset(value), ReadText(FieldDecoders.DateTimeOffset, PgTypeOids.Timestamptz, text));
        Assert.Equal(DateTimeKind.Utc, ReadText(FieldDecoders.DateTime, Dynamic, text).Kind);
    }

    [Theory]
    [InlineData("0044-03-15 12:00:00 BC")]
    [InlineData("10000-01-01 00:00:00")]
    [InlineData("294276-12-31 23:59:59.999999")]
    public void A_timestamps_text_outside_the_years_of_NET_fails(string text)
    {
        Assert.Contains("1 to 9999", FailureOfText(FieldDecoders.DateTime, PgTypeOids.Timestamp, text), StringComparison.Ordinal);
        var zoned = text.EndsWith(" BC", StringComparison.Ordinal) ? text.Replace(" BC", "+00 BC", StringComparison.Ordinal) : text + "+00";
        Assert.Contains("1 to 9999", FailureOfText(FieldDecoders.DateTimeOffset, PgTypeOids.Timestamptz, zoned), StringComparison.Ordinal);
    }

    [Fact]
    public void An_offset_that_leads_out_of_the_years_of_NET_fails()
    {
        FailureOfText(FieldDecoders.DateTimeOffset, PgTypeOids.Timestamptz, "0001-01-01 00:00:00+01");
        FailureOfText(FieldDecoders.DateTimeOffset, PgTypeOids.Timestamptz, "9999-12-31 23:59:59-01");
    }

    [Theory]
    [InlineData("")]
    [InlineData("2024-02-30 00:00:00")]
    [InlineData("2024-13-01 00:00:00")]
    [InlineData("0000-01-01 00:00:00")]
    [InlineData("2024-01-01")]
    [InlineData("2024-01-01 ")]
    [InlineData("2024-01-01 00:00")]
    [InlineData("2024-01-01 00:00:60")]
    [InlineData("2024-01-01 25:00:00")]
    [InlineData("2024-01-01 00:00:00.")]
    [InlineData("2024-01-01 00:00:00.1234567")]
    [InlineData("2024-01-01T00:00:00")]
    [InlineData("2024-01-01 00:00:00+")]
    [InlineData("2024-01-01 00:00:00+01")]
    [InlineData("2024-01-01 00:00:00 AD")]
    [InlineData("Mon Jan 01 00:00:00 2024")]
    [InlineData("01/02/2024 00:00:00")]
    [InlineData("Infinity")]
    public void A_text_that_is_no_ISO_timestamp_without_offset_fails(string text) =>
        FailureOfText(FieldDecoders.DateTime, PgTypeOids.Timestamp, text);

    [Fact]
    public void A_timestamptz_without_offset_fails() =>
        FailureOfText(FieldDecoders.DateTime, PgTypeOids.Timestamptz, "2024-01-01 00:00:00");

    [Theory]
    [InlineData("00000000", "2000-01-01")]
    [InlineData("FFFFFFFF", "1999-12-31")]
    [InlineData("FFF4DBFB", "0001-01-03")]
    [InlineData("002C95D1", "9999-12-29")]
    public void A_date_counts_days_from_2000(string hex, string text)
    {
        var expected = DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);
        Assert.Equal(expected, ReadBinary(FieldDecoders.DateOnly, PgTypeOids.Date, hex));
        Assert.Equal(expected, ReadText(FieldDecoders.DateOnly, PgTypeOids.Date, text));
        var midnight = ReadBinary(FieldDecoders.DateTime, PgTypeOids.Date, hex);
        Assert.Equal(expected.ToDateTime(TimeOnly.MinValue), midnight);
        Assert.Equal(DateTimeKind.Unspecified, midnight.Kind);
        Assert.Equal(midnight, ReadText(FieldDecoders.DateTime, PgTypeOids.Date, text));
        Assert.Equal(midnight, ReadBinary(FieldDecoders.DateTime, Dynamic, hex));
        Assert.Equal(midnight, ReadText(FieldDecoders.DateTime, Dynamic, text));
    }

    [Fact]
    public void An_infinite_date_is_the_last_or_first_of_NET_and_others_out_of_range_fail()
    {
        Assert.Equal(DateOnly.MaxValue, ReadBinary(FieldDecoders.DateOnly, PgTypeOids.Date, "7FFFFFFF"));
        Assert.Equal(DateOnly.MinValue, ReadBinary(FieldDecoders.DateOnly, PgTypeOids.Date, "80000000"));
        Assert.Equal(DateOnly.MaxValue, ReadText(FieldDecoders.DateOnly, PgTypeOids.Date, "infinity"));
        Assert.Equal(DateTime.MaxValue, ReadBinary(FieldDecoders.DateTime, PgTypeOids.Date, "7FFFFFFF"));
        Assert.Equal(DateTime.MinValue, ReadText(FieldDecoders.DateTime, PgTypeOids.Date, "-infinity"));
        FailureOfBinary(FieldDecoders.DateOnly, PgTypeOids.Date, "7FFFFFFE");
        FailureOfBinary(FieldDecoders.DateOnly, PgTypeOids.Date, "80000001");
        FailureOfText(FieldDecoders.DateOnly, PgTypeOids.Date, "0044-03-15 BC");
        FailureOfText(FieldDecoders.DateOnly, PgTypeOids.Date, "10000-01-01");
        FailureOfText(FieldDecoders.DateOnly, PgTypeOids.Date, "2023-02-29");
        FailureOfText(FieldDecoders.DateOnly, PgTypeOids.Date, "15.03.2024");
    }

    [Fact]
    public void A_time_is_read_and_midnight_at_the_end_only_as_a_span()
    {
        Assert.Equal(new TimeOnly(1, 2, 3, 4, 5), ReadBinary(FieldDecoders.TimeOnly, PgTypeOids.Time, "00000000DDE88865"));
        Assert.Equal(new TimeOnly(1, 2, 3, 500), ReadText(FieldDecoders.TimeOnly, PgTypeOids.Time, "01:02:03.5"));
        Assert.Equal(TimeSpan.FromDays(1), ReadBinary(FieldDecoders.TimeSpan, PgTypeOids.Time, "000000141DD76000"));
        Assert.Equal(TimeSpan.FromDays(1), ReadText(FieldDecoders.TimeSpan, PgTypeOids.Time, "24:00:00"));
        Assert.Equal(TimeSpan.FromDays(1), ReadBinary(FieldDecoders.TimeSpan, Dynamic, "000000141DD76000"));
        FailureOfBinary(FieldDecoders.TimeOnly, PgTypeOids.Time, "000000141DD76000");
        FailureOfText(FieldDecoders.TimeOnly, PgTypeOids.Time, "24:00:00");
        FailureOfBinary(FieldDecoders.TimeSpan, PgTypeOids.Time, "000000141DD76001");
        FailureOfBinary(FieldDecoders.TimeSpan, PgTypeOids.Time, "FFFFFFFFFFFFFFFF");
        FailureOfText(FieldDecoders.TimeOnly, PgTypeOids.Time, "01:02:03+01");
    }

    [Theory]
    [InlineData("0000000000000001 00000000 00000000", "00:00:00.000001", "PT0.000001S", "00:00:00.0000010")]
    [InlineData("00000001B8268720 00000001 00000000", "1 day 02:03:04.5", "P1DT2H3M4.5S", "1.02:03:04.5000000")]
    [InlineData("FFFFFFFE47E0F9E0 00000001 00000000", "1 day -02:03:04.008224", "P1DT-2H-3M-4.008224S", "21:56:55.9917760")]
    [InlineData("0000000000000000 FFFFFFFF 00000000", "-1 days", "P-1D", "-1.00:00:00")]
    [InlineData("0000000000000000 00000000 00000000", "00:00:00", "PT0S", "00:00:00")]
    public void An_interval_is_read_from_its_bytes_and_from_two_styles_of_text(string hex, string postgres, string iso, string expected)
    {
        var span = TimeSpan.Parse(expected, CultureInfo.InvariantCulture);
        Assert.Equal(span, ReadBinary(FieldDecoders.TimeSpan, PgTypeOids.Interval, hex));
        Assert.Equal(span, ReadBinary(FieldDecoders.TimeSpan, Dynamic, hex));
        Assert.Equal(span, ReadText(FieldDecoders.TimeSpan, PgTypeOids.Interval, postgres));
        Assert.Equal(span, ReadText(FieldDecoders.TimeSpan, PgTypeOids.Interval, iso));
        Assert.Equal(span, ReadText(FieldDecoders.TimeSpan, Dynamic, postgres));
    }

    [Theory]
    [InlineData("-1 days +02:03:04", "-21:56:56")]
    [InlineData("-00:00:00.5", "-00:00:00.5")]
    [InlineData("1000:00:00", "41.16:00:00")]
    [InlineData("10 days", "10.00:00:00")]
    [InlineData("PT-0.5S", "-00:00:00.5")]
    [InlineData("P-1DT2H3M4S", "-21:56:56")]
    public void An_intervals_parts_have_their_own_signs(string text, string expected) =>
        Assert.Equal(TimeSpan.Parse(expected, CultureInfo.InvariantCulture), ReadText(FieldDecoders.TimeSpan, PgTypeOids.Interval, text));

    [Theory]
    [InlineData("0000000000000000 00000000 00000003")]
    [InlineData("0000000000000000 00000000 FFFFFFFD")]
    public void An_interval_with_months_fails_whatever_their_sign(string hex) =>
        Assert.Contains("months", FailureOfBinary(FieldDecoders.TimeSpan, PgTypeOids.Interval, hex), StringComparison.Ordinal);

    [Theory]
    [InlineData("3 mons")]
    [InlineData("-3 mons")]
    [InlineData("1 year 2 mons 3 days 04:05:06")]
    [InlineData("P1Y")]
    [InlineData("P-3M")]
    public void An_intervals_text_with_months_fails(string text) =>
        Assert.Contains("months", FailureOfText(FieldDecoders.TimeSpan, PgTypeOids.Interval, text), StringComparison.Ordinal);

    [Fact]
    public void An_interval_without_a_counterpart_fails()
    {
        Assert.Contains("infinite", FailureOfBinary(FieldDecoders.TimeSpan, PgTypeOids.Interval, "7FFFFFFFFFFFFFFF 7FFFFFFF 7FFFFFFF"), StringComparison.Ordinal);
        Assert.Contains("infinite", FailureOfBinary(FieldDecoders.TimeSpan, PgTypeOids.Interval, "8000000000000000 80000000 80000000"), StringComparison.Ordinal);
        Assert.Contains("infinite", FailureOfText(FieldDecoders.TimeSpan, PgTypeOids.Interval, "-infinity"), StringComparison.Ordinal);
        FailureOfBinary(FieldDecoders.TimeSpan, PgTypeOids.Interval, "7FFFFFFFFFFFFFFF 00000000 00000000");
        FailureOfBinary(FieldDecoders.TimeSpan, PgTypeOids.Interval, "0000000000000000 7FFFFFFF 00000000");
        FailureOfText(FieldDecoders.TimeSpan, PgTypeOids.Interval, "2147483647 days");
        FailureOfText(FieldDecoders.TimeSpan, PgTypeOids.Interval, "2562047788:00:54.775807");
    }

    [Theory]
    [InlineData("")]
    [InlineData("1")]
    [InlineData("1 2:03:04")]
    [InlineData("1-2")]
    [InlineData("@ 1 day ago")]
    [InlineData("1 hour")]
    [InlineData("1 day 02:03")]
    [InlineData("02:03:04 1 day")]
    [InlineData("1 day ")]
    [InlineData("P1")]
    [InlineData("PT1.5H")]
    [InlineData("99999999999 days")]
    public void A_text_in_another_style_of_interval_fails(string text) =>
        FailureOfText(FieldDecoders.TimeSpan, PgTypeOids.Interval, text);
}
