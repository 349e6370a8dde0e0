using System.Globalization;
using System.Numerics;
using CsCheck;
using PgCdc.Sdk.Decoding;
using PgCdc.Sdk.Decoding.Fields;
using static PgCdc.Sdk.Tests.Decoding.FieldSamples;

namespace PgCdc.Sdk.Tests.Decoding;

/// <summary>What an independent encoder writes is what the decoders read, for values drawn at random.</summary>
public sealed class RoundTripTests
{
    private static readonly Gen<DateTime> Moments =
        Gen.Long[DateTime.MinValue.Ticks / 10, DateTime.MaxValue.Ticks / 10].Select(microseconds => new DateTime(microseconds * 10));

    private static readonly Gen<string> Texts = Gen.OneOf(
        Gen.String[Gen.Char[' ', '~'], 0, 20],
        Gen.String[Gen.OneOf('a', '"', '\\', ',', '{', '}', ' ', 'ü', '象'), 0, 8],
        Gen.OneOf("NULL", "null", ""));

    [Fact]
    public void Every_integer_reads_into_every_property_that_holds_it_and_fails_in_others() =>
        Gen.Select(Gen.OneOf(Gen.Long, Gen.Int.Select(i => (long)i), Gen.Short.Select(s => (long)s), Gen.SByte.Select(s => (long)s)), Gen.Bool)
            .Sample((value, text) =>
            {
                ReadsIfInRange(FieldDecoders.Byte, value, text);
                ReadsIfInRange(FieldDecoders.SByte, value, text);
                ReadsIfInRange(FieldDecoders.Int16, value, text);
                ReadsIfInRange(FieldDecoders.UInt16, value, text);
                ReadsIfInRange(FieldDecoders.Int32, value, text);
                ReadsIfInRange(FieldDecoders.UInt32, value, text);
                ReadsIfInRange(FieldDecoders.Int64, value, text);
                ReadsIfInRange(FieldDecoders.UInt64, value, text);
            });

    [Fact]
    public void Every_decimal_comes_back_with_its_scale() =>
        Gen.Decimal.Sample(value =>
        {
            var text = value.ToString(CultureInfo.InvariantCulture);
            Same(text, FieldDecoders.Decimal.Read(FieldOf(PgEncoder.Numeric(text), PgTypeOids.Numeric)));
            Same(text, FieldDecoders.Decimal.Read(FieldOf(PgEncoder.Utf8(text), PgTypeOids.Numeric, text: true)));
        });

    [Fact]
    public void Every_numeric_is_read_exactly_or_fails() =>
        Gen.Select(Gen.String[Gen.Char['0', '9'], 1, 34], Gen.String[Gen.OneOf(Gen.Char['0', '9'], Gen.Const('0')), 0, 34], Gen.Bool)
            .Sample((whole, fraction, isNegative) =>
            {
                whole = whole.TrimStart('0') is { Length: > 0 } trimmed ? trimmed : "0";
                var text = (isNegative ? "-" : "") + whole + (fraction.Length > 0 ? "." + fraction : "");
                var digits = BigInteger.Parse(whole + fraction, CultureInfo.InvariantCulture);
                var binary = Attempt(FieldDecoders.Decimal, PgEncoder.Numeric(text), text: false);
                var fromText = Attempt(FieldDecoders.Decimal, PgEncoder.Utf8(text), text: true);
                Assert.Equal(binary, fromText);

                // What a decimal can hold: 96 bits of digits, 28 of them after the point; zeros at the end count for nothing.
                var scale = fraction.Length;
                while (scale > 0 && digits % 10 == 0)
                {
                    digits /= 10;
                    scale--;
                }

                Assert.Equal(scale <= 28 && digits < BigInteger.Pow(2, 96), binary is not null);
                if (binary is { } value)
                {
                    // The value times ten to the scale is the digits, in integers without any rounding.
                    var bits = decimal.GetBits(value);
                    var mantissa = new BigInteger(new decimal(bits[0], bits[1], bits[2], isNegative: false, 0));
                    Assert.Equal(digits * BigInteger.Pow(10, value.Scale), mantissa * BigInteger.Pow(10, scale));
                    Assert.True(value == 0 || value < 0 == isNegative);
                    Assert.True(value.Scale <= fraction.Length);
                    Assert.True(value.Scale == fraction.Length || value.Scale == 28 || mantissa > BigInteger.Pow(2, 96) / 10 - 1);
                }
            });

    [Fact]
    public void Every_float_comes_back_to_the_bit() =>
        Gen.Select(Gen.Single, Gen.Double).Sample((single, twice) =>
        {
            Assert.Equal(single, FieldDecoders.Single.Read(FieldOf(PgEncoder.Real(single), PgTypeOids.Float4)));
            Assert.Equal(twice, FieldDecoders.Double.Read(FieldOf(PgEncoder.DoublePrecision(twice), PgTypeOids.Float8)));
            Assert.Equal(single, FieldDecoders.Single.Read(TextOf(single.ToString("R", CultureInfo.InvariantCulture), PgTypeOids.Float4)));
            Assert.Equal(twice, FieldDecoders.Double.Read(TextOf(twice.ToString("R", CultureInfo.InvariantCulture), PgTypeOids.Float8)));
        });

    [Fact]
    public void Every_moment_comes_back_in_both_formats() =>
        Gen.Select(Moments, Gen.Int[-15 * 3600, 15 * 3600]).Sample((moment, offset) =>
        {
            Assert.Equal(moment, FieldDecoders.DateTime.Read(FieldOf(PgEncoder.Timestamp(moment), PgTypeOids.Timestamp)));
            Assert.Equal(moment, FieldDecoders.DateTime.Read(TextOf(PgEncoder.TimestampText(moment), PgTypeOids.Timestamp)));
            Assert.Equal(
                new DateTimeOffset(moment, TimeSpan.Zero),
                FieldDecoders.DateTimeOffset.Read(FieldOf(PgEncoder.Timestamp(moment), PgTypeOids.Timestamptz)));
            var local = moment.Ticks + (offset * TimeSpan.TicksPerSecond);
            if (local >= 0 && local <= DateTime.MaxValue.Ticks)
            {
                var zone = TimeSpan.FromSeconds(Math.Abs(offset)).ToString(
                    offset % 60 != 0 ? "hh\\:mm\\:ss" : offset % 3600 != 0 ? "hh\\:mm" : "hh", CultureInfo.InvariantCulture);
                var text = PgEncoder.TimestampText(new DateTime(local)) + (offset < 0 ? "-" : "+") + zone;
                var read = FieldDecoders.DateTime.Read(TextOf(text, PgTypeOids.Timestamptz));
                Assert.Equal((moment, DateTimeKind.Utc), (read, read.Kind));
            }

            var date = DateOnly.FromDateTime(moment);
            Assert.Equal(date, FieldDecoders.DateOnly.Read(FieldOf(PgEncoder.Date(date), PgTypeOids.Date)));
            Assert.Equal(date, FieldDecoders.DateOnly.Read(TextOf(date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), PgTypeOids.Date)));
        });

    [Fact]
    public void Every_interval_without_months_comes_back_or_fails_where_it_exceeds_a_TimeSpan() =>
        Gen.Select(Gen.OneOf(Gen.Long, Gen.Long[-86_400_000_000, 86_400_000_000]), Gen.OneOf(Gen.Int, Gen.Int[-3, 3]))
            .Sample((microseconds, days) =>
            {
                var ticks = ((BigInteger)microseconds * 10) + ((BigInteger)days * TimeSpan.TicksPerDay);
                TimeSpan? expected = ticks >= long.MinValue && ticks <= long.MaxValue ? new TimeSpan((long)ticks) : null;
                Assert.Equal(expected, Attempt(FieldDecoders.TimeSpan, PgEncoder.Interval(microseconds, days, 0), text: false));
                Assert.Equal(expected, Attempt(FieldDecoders.TimeSpan, PgEncoder.Utf8(PgEncoder.IntervalText(microseconds, days)), text: true));
            });

    [Fact]
    public void Every_text_uuid_and_bytea_comes_back() =>
        Gen.Select(Texts, Gen.Guid, Gen.Byte.Array[0, 40]).Sample((text, uuid, bytes) =>
        {
            Assert.Equal(text, FieldDecoders.String.Read(FieldOf(PgEncoder.Utf8(text), PgTypeOids.Text)));
            Assert.Equal(uuid, FieldDecoders.Guid.Read(FieldOf(PgEncoder.Uuid(uuid), PgTypeOids.Uuid)));
            Assert.Equal(uuid, FieldDecoders.Guid.Read(TextOf(uuid.ToString(), PgTypeOids.Uuid)));
            Assert.Equal(bytes, FieldDecoders.Bytes.Read(FieldOf(bytes, PgTypeOids.Bytea)));
            Assert.Equal(bytes, FieldDecoders.Bytes.Read(TextOf("\\x" + Convert.ToHexString(bytes), PgTypeOids.Bytea)));
            var escaped = string.Concat(bytes.Select(b => b is (byte)'\\' ? "\\\\" : b is >= 32 and < 127 ? ((char)b).ToString() : "\\" + Convert.ToString(b, 8).PadLeft(3, '0')));
            Assert.Equal(bytes, FieldDecoders.Bytes.Read(TextOf(escaped, PgTypeOids.Bytea)));
        });

    [Fact]
    public void Every_array_comes_back_in_both_formats() =>
        Gen.Select(Gen.OneOf<string?>(Texts, Gen.Const((string?)null)).Array[0, 6], Gen.Int.Nullable().Array[0, 6], Gen.Int[-3, 3]).Sample((texts, numbers, lower) =>
        {
            var prefix = lower == 1 ? "" : string.Create(CultureInfo.InvariantCulture, $"[{lower}:{lower + texts.Length - 1}]=");
            var textDecoder = FieldDecoders.ArrayOfNullableReference(FieldDecoders.String);
            var encoded = PgEncoder.Array(PgTypeOids.Text, lower, [.. texts.Select(text => text is null ? null : PgEncoder.Utf8(text))]);
            Assert.Equal(texts, textDecoder.Read(FieldOf(encoded, PgTypeOids.TextArray)));
            Assert.Equal(texts, textDecoder.Read(TextOf(prefix + PgEncoder.ArrayText(texts), PgTypeOids.TextArray)));

            var numberDecoder = FieldDecoders.ListOfNullable(FieldDecoders.Int32);
            encoded = PgEncoder.Array(PgTypeOids.Int4, lower, [.. numbers.Select(n => n is { } number ? PgEncoder.Integer(number, 4) : null)]);
            Assert.Equal(numbers, numberDecoder.Read(FieldOf(encoded, PgTypeOids.Int4Array)));
            var text = PgEncoder.ArrayText(numbers.Select(n => n?.ToString(CultureInfo.InvariantCulture)));
            Assert.Equal(numbers, numberDecoder.Read(TextOf(text, PgTypeOids.Int4Array)));
        });

    private static void ReadsIfInRange<T>(FieldDecoder<T> decoder, long value, bool text)
        where T : struct, IBinaryInteger<T>, IMinMaxValue<T>
    {
        var (oid, width) = value switch
        {
            >= short.MinValue and <= short.MaxValue => (PgTypeOids.Int2, 2),
            >= int.MinValue and <= int.MaxValue => (PgTypeOids.Int4, 4),
            _ => (PgTypeOids.Int8, 8),
        };
        var bytes = text ? PgEncoder.Utf8(value.ToString(CultureInfo.InvariantCulture)) : PgEncoder.Integer(value, width);
        var isInRange = BigInteger.CreateChecked(T.MinValue) <= value && value <= BigInteger.CreateChecked(T.MaxValue);
        foreach (var type in new[] { oid, Dynamic })
        {
            T? read = null;
            try
            {
                read = decoder.Read(FieldOf(bytes, type, text));
            }
            catch (DecodeException)
            {
            }

            Assert.Equal(isInRange ? T.CreateChecked(value) : null, read);
        }
    }

    private static T? Attempt<T>(FieldDecoder<T> decoder, byte[] bytes, bool text)
        where T : struct
    {
        var oid = typeof(T) == typeof(decimal) ? PgTypeOids.Numeric : PgTypeOids.Interval;
        try
        {
            return decoder.Read(FieldOf(bytes, oid, text));
        }
        catch (DecodeException)
        {
            return null;
        }
    }

    private static Field TextOf(string text, uint oid) => FieldOf(PgEncoder.Utf8(text), oid, text: true);

    private static void Same(string text, decimal value) => Assert.Equal(text, value.ToString(CultureInfo.InvariantCulture));
}
