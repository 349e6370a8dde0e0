using System.Collections.Frozen;
using PgCdc.Sdk.Decoding.Fields;

namespace PgCdc.Sdk.Decoding;

/// <summary>Reads a value of which only the type's identifier is known, for observers.</summary>
internal static class UntypedValue
{
    private static readonly FrozenDictionary<uint, FieldDecoder> Decoders = new[]
    {
        Values(FieldDecoders.Boolean, PgTypeOids.Bool),
        Values(FieldDecoders.Int16, PgTypeOids.Int2),
        Values(FieldDecoders.Int32, PgTypeOids.Int4),
        Values(FieldDecoders.Int64, PgTypeOids.Int8),
        Values(FieldDecoders.UInt32, PgTypeOids.Oid, PgTypeOids.Xid, PgTypeOids.Cid),
        Values(FieldDecoders.UInt64, PgTypeOids.Xid8),
        Values(FieldDecoders.Lsn, PgTypeOids.PgLsn),
        Values(FieldDecoders.Single, PgTypeOids.Float4),
        Values(FieldDecoders.Double, PgTypeOids.Float8),
        Values(FieldDecoders.Decimal, PgTypeOids.Numeric, PgTypeOids.Money),
        Values(FieldDecoders.Char, PgTypeOids.Char),
        Values(FieldDecoders.Guid, PgTypeOids.Uuid),
        Values(FieldDecoders.DateTime, PgTypeOids.Timestamptz, PgTypeOids.Timestamp),
        Values(FieldDecoders.DateOnly, PgTypeOids.Date),
        Values(FieldDecoders.TimeOnly, PgTypeOids.Time),
        Values(FieldDecoders.DateTimeOffset, PgTypeOids.Timetz),
        Values(FieldDecoders.TimeSpan, PgTypeOids.Interval),
        Values(FieldDecoders.Inet, PgTypeOids.Inet),
        Values(FieldDecoders.IPNetwork, PgTypeOids.Cidr),
        Values(FieldDecoders.Tid, PgTypeOids.Tid),
        Values(FieldDecoders.Point, PgTypeOids.Point),
        Values(FieldDecoders.Line, PgTypeOids.Line),
        Values(FieldDecoders.LineSegment, PgTypeOids.Lseg),
        Values(FieldDecoders.Box, PgTypeOids.Box),
        Values(FieldDecoders.Path, PgTypeOids.Path),
        Values(FieldDecoders.Polygon, PgTypeOids.Polygon),
        Values(FieldDecoders.Circle, PgTypeOids.Circle),
        Values(FieldDecoders.RangeOf(FieldDecoders.Int32), PgTypeOids.Int4Range),
        Values(FieldDecoders.RangeOf(FieldDecoders.Int64), PgTypeOids.Int8Range),
        Values(FieldDecoders.RangeOf(FieldDecoders.Decimal), PgTypeOids.NumRange),
        Values(FieldDecoders.RangeOf(FieldDecoders.DateTime), PgTypeOids.TsRange, PgTypeOids.TstzRange),
        Values(FieldDecoders.RangeOf(FieldDecoders.DateOnly), PgTypeOids.DateRange),
        References(FieldDecoders.TsVector, PgTypeOids.Tsvector),
        References(FieldDecoders.TsQuery, PgTypeOids.Tsquery),
        References(FieldDecoders.Bytes, PgTypeOids.Bytea),
        References(FieldDecoders.BitArray, PgTypeOids.Bit, PgTypeOids.Varbit),
        References(FieldDecoders.PhysicalAddress, PgTypeOids.Macaddr, PgTypeOids.Macaddr8),
        References(
            FieldDecoders.String,
            PgTypeOids.Text,
            PgTypeOids.Varchar,
            PgTypeOids.Bpchar,
            PgTypeOids.Name,
            PgTypeOids.Json,
            PgTypeOids.Jsonb,
            PgTypeOids.Jsonpath,
            PgTypeOids.Xml,
            ExtensionTypes.LTree),
    }.SelectMany(static decoders => decoders).ToFrozenDictionary();

    /// <summary>
    /// The value as .NET has it. Of other types, and of values that .NET's type cannot hold (a numeric NaN, an interval of months, an
    /// array of several dimensions), what the server sent: a string of its text, or its bytes.
    /// </summary>
    public static object Read(in Field field)
    {
        if (Decoders.TryGetValue(field.TypeOid, out var decoder))
        {
            try
            {
                return decoder.ReadObject(field);
            }
            catch (DecodeException)
            {
                // An observer looks on: a value that no entity maps must not stop the stream.
                return AsSent(field);
            }
        }

        return AsSent(field);
    }

    private static object AsSent(in Field field)
    {
        if (!field.IsText)
        {
            return field.Bytes.ToArray();
        }

        return Utf8Text.ToText(field, field.Bytes);
    }

    private static IEnumerable<KeyValuePair<uint, FieldDecoder>> Values<T>(FieldDecoder<T> decoder, params uint[] oids)
        where T : struct => WithArrays(decoder, FieldDecoders.ArrayOfNullable(decoder), oids);

    private static IEnumerable<KeyValuePair<uint, FieldDecoder>> References<T>(FieldDecoder<T> decoder, params uint[] oids)
        where T : class => WithArrays(decoder, FieldDecoders.ArrayOfNullableReference(decoder), oids);

    private static IEnumerable<KeyValuePair<uint, FieldDecoder>> WithArrays(FieldDecoder decoder, FieldDecoder array, uint[] oids) =>
        oids.SelectMany(oid => new[] { KeyValuePair.Create(oid, decoder), KeyValuePair.Create(PgTypeNames.ArrayOf(oid), array) });
}
