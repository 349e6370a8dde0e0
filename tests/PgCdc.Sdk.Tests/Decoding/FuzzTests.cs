using System.Diagnostics;
using System.Text;
using System.Text.Json;
using CsCheck;
using PgCdc.Sdk.Decoding;
using PgCdc.Sdk.Decoding.Fields;
using static PgCdc.Sdk.Tests.Decoding.FieldSamples;

namespace PgCdc.Sdk.Tests.Decoding;

/// <summary>Whatever the bytes: a value or a <see cref="DecodeException"/>, never another exception, never a secret in the sentence.</summary>
public sealed class FuzzTests
{
    private const int SecondsEach = 2;

    private static readonly FieldDecoder[] Decoders =
    [
        FieldDecoders.Boolean, FieldDecoders.Byte, FieldDecoders.SByte, FieldDecoders.Int16, FieldDecoders.UInt16, FieldDecoders.Int32,
        FieldDecoders.UInt32, FieldDecoders.Int64, FieldDecoders.UInt64, FieldDecoders.Single, FieldDecoders.Double, FieldDecoders.Decimal,
        FieldDecoders.String, FieldDecoders.Char, FieldDecoders.Guid, FieldDecoders.Bytes, FieldDecoders.DateTime,
        FieldDecoders.DateTimeOffset, FieldDecoders.DateOnly, FieldDecoders.TimeOnly, FieldDecoders.TimeSpan, FieldDecoders.JsonDocument,
        FieldDecoders.Lsn, FieldDecoders.LogSequenceNumber, FieldDecoders.BigInteger, FieldDecoders.Interval, FieldDecoders.JsonElement,
        FieldDecoders.BitArray, FieldDecoders.IPAddress, FieldDecoders.Inet, FieldDecoders.IPNetwork, FieldDecoders.PhysicalAddress,
        FieldDecoders.Tid, FieldDecoders.Point, FieldDecoders.Line, FieldDecoders.LineSegment, FieldDecoders.Box, FieldDecoders.Path,
        FieldDecoders.Polygon, FieldDecoders.Circle, FieldDecoders.TsVector, FieldDecoders.TsQuery, FieldDecoders.Hstore,
        FieldDecoders.RangeOf(FieldDecoders.Int32), FieldDecoders.RangeOf(FieldDecoders.DateTime),
        FieldDecoders.ArrayOf(FieldDecoders.RangeOf(FieldDecoders.Decimal)), FieldDecoders.Array2Of(FieldDecoders.Int32),
        FieldDecoders.Array3OfNullableReference(FieldDecoders.String),
        FieldDecoders.Enum(number => (DayOfWeek)number, label => label.Length == 2 ? DayOfWeek.Friday : null),
        FieldDecoders.ArrayOf(FieldDecoders.Int32), FieldDecoders.ArrayOfNullable(FieldDecoders.Decimal),
        FieldDecoders.ArrayOfNullableReference(FieldDecoders.String), FieldDecoders.ListOf(FieldDecoders.DateTime),
        FieldDecoders.ListOfNullable(FieldDecoders.TimeSpan), FieldDecoders.ListOfNullableReference(FieldDecoders.Bytes),
    ];

    private static readonly uint[] Oids = [.. Enumerable.Range(1, 5100).Select(oid => (uint)oid).Where(IsRead), Dynamic];

    private static readonly byte[][] Seeds =
    [
        PgEncoder.Numeric("12345.6789"), PgEncoder.Numeric("-79228162514264337593543950335"), PgEncoder.Numeric("0.00000000000001"),
        PgEncoder.Interval(1, 2, 0), PgEncoder.Timestamp(new DateTime(2024, 2, 29)), PgEncoder.Date(new DateOnly(2024, 2, 29)),
        PgEncoder.Uuid(Guid.Empty), PgEncoder.Integer(-1, 8), PgEncoder.Integer(7, 4), PgEncoder.Integer(7, 2), [1], [.. "\u0001{\"a\":[1]}"u8],
        [2, 0, 0, 0, 4, 0, 0, 0, 1, 0, 0, 0, 4, 0, 0, 0, 9], [0, 0, 0, 1, 0, 0, 0, 17, 2, 0, 0, 0, 4, 0, 0, 0, 1, 0, 0, 0, 4, 0, 0, 0, 9],
        [0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 23, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 4, 0, 0, 0, 9],
        [0, 0, 0, 1, (byte)'a', 0, 0, 1, 0, 1], [0, 0, 0, 2, 2, 1, 1, 0, 0, (byte)'a', 0], [0, 0, 0, 1, 0, 0, 0, 1, (byte)'a', 0xFF, 0xFF, 0xFF, 0xFF],
        [1, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0], [2, 24, 0, 4, 10, 1, 2, 3], [0, 0, 0, 9, 0xFF, 0x80], [8, 0, 0x2B, 1, 2, 3],
        PgEncoder.Array(PgTypeOids.Int4, 1, [PgEncoder.Integer(7, 4), null, PgEncoder.Integer(8, 4)]),
        PgEncoder.Array(PgTypeOids.Numeric, 0, [PgEncoder.Numeric("1.5"), PgEncoder.Numeric("2.25")]),
        PgEncoder.Array(PgTypeOids.Text, 1, [[.. "abc"u8], []]),
    ];

    private static readonly byte[][] TextSeeds =
    [
        .. new[]
        {
            "t", "-12345", "18446744073709551615", "1.7976931348623157e+308", "NaN", "Infinity", "-infinity", "12345.678900",
            "00112233-4455-6677-8899-aabbccddeeff", "\\xdeadbeef", "a\\\\b\\001", "2024-02-29 12:34:56.789+05:30:15", "0044-03-15 BC",
            "2024-02-29", "24:00:00", "1 year 2 mons -3 days +04:05:06.7", "P1Y2M3DT4H5M-6.7S", "{1,NULL,\"a\\\"b\"}", "[0:2]={1,2,3}",
            "{{1},{2}}", "{\"a\":[1,2.5,\"x\"]}", "grün🐘", "16/B374D848", "-$1,234.50", "12:34:56.789+05:30", "10.1.2.3/24", "2001:db8::1", "08:00:2b:01:02:03", "(1,2)", "0101",
            "[1,10)", "{[1,3),[5,8)}", "{{1,2},{3,4}}", "((1,2),(3,4))", "<(1,2),3>", "{1,2,3}", "'a':1A,2 'b'", "'a' & !( 'b':*A <2> 'c' )", "\"a\"=>\"b\", \"c\"=>NULL",
        }.Select(Encoding.UTF8.GetBytes),
    ];

    [Fact]
    public void Random_bytes_end_in_a_value_or_a_typed_failure() =>
        Fuzz(Gen.Byte.Array[0, 48]);

    [Fact]
    public void Damaged_binary_values_end_in_a_value_or_a_typed_failure() =>
        Fuzz(Damaged(Seeds));

    [Fact]
    public void Damaged_texts_end_in_a_value_or_a_typed_failure() =>
        Fuzz(Damaged(TextSeeds));

    /// <summary>One to three bytes are replaced, removed or doubled, or the end is cut.</summary>
    private static Gen<byte[]> Damaged(byte[][] seeds)
    {
        var interesting = Gen.OneOf(Gen.Byte, Gen.OneOf<byte>(0, 1, 0x7F, 0x80, 0xFF, (byte)'-', (byte)'9', (byte)'"', (byte)'\\', (byte)'{', (byte)',', (byte)':', (byte)'.'));
        var edit = Gen.Select(Gen.Int[0, 3], Gen.Int[0, 1000], interesting);
        return Gen.Select(Gen.OneOf(seeds), edit.Array[0, 3]).Select((seed, edits) =>
        {
            var bytes = seed.ToList();
            foreach (var (kind, place, value) in edits.Where(_ => bytes.Count > 0))
            {
                var at = place % bytes.Count;
                switch (kind)
                {
                    case 0:
                        bytes[at] = value;
                        break;
                    case 1:
                        bytes.RemoveAt(at);
                        break;
                    case 2:
                        bytes.Insert(at, value);
                        break;
                    default:
                        bytes.RemoveRange(at, bytes.Count - at);
                        break;
                }
            }

            return bytes.ToArray();
        });
    }

    private static void Fuzz(Gen<byte[]> inputs) =>
        Gen.Select(inputs, Gen.OneOf(Oids), Gen.Bool).Sample(
            (bytes, oid, text) =>
            {
                foreach (var decoder in Decoders)
                {
                    // Also with types that a binding would have refused: a decoder must not trust it.
                    Survives(decoder, bytes, oid, text);
                }

                _ = UntypedSurvives(bytes, oid, text);
            },
            time: SecondsEach);

    private static void Survives(FieldDecoder decoder, byte[] bytes, uint oid, bool text)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            (decoder.ReadObject(FieldOf(bytes, oid, text)) as JsonDocument)?.Dispose();
        }
        catch (DecodeException failure)
        {
            Assert.Null(failure.InnerException);
            Assert.StartsWith("Column \"value\" of public.samples cannot be read into Sample.Value: ", failure.Message, StringComparison.Ordinal);
        }

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1_000_000);
    }

    private static object? UntypedSurvives(byte[] bytes, uint oid, bool text)
    {
        try
        {
            return UntypedValue.Read(FieldOf(bytes, oid, text));
        }
        catch (DecodeException failure)
        {
            // Only text that is no text cannot even be handed on.
            Assert.Contains("not valid UTF-8", failure.Message, StringComparison.Ordinal);
            Debug.Assert(text, "Bytes can always be handed on.");
            return null;
        }
    }

    private static bool IsRead(uint oid) => Decoders.Any(decoder => decoder.Accepts(oid));
}
