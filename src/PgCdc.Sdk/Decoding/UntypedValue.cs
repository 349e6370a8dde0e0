using System.Collections.Frozen;
using PgCdc.Sdk.Decoding.Fields;

namespace PgCdc.Sdk.Decoding;

/// <summary>Reads a value of which only the type's identifier is known, for observers.</summary>
internal static class UntypedValue
{
    private static readonly FrozenDictionary<uint, FieldDecoder> Decoders = new Dictionary<uint, FieldDecoder>
    {
        [PgTypeOids.Bool] = FieldDecoders.Boolean,
        [PgTypeOids.Int2] = FieldDecoders.Int16,
        [PgTypeOids.Int4] = FieldDecoders.Int32,
        [PgTypeOids.Int8] = FieldDecoders.Int64,
        [PgTypeOids.Oid] = FieldDecoders.UInt32,
        [PgTypeOids.Xid] = FieldDecoders.UInt32,
        [PgTypeOids.Cid] = FieldDecoders.UInt32,
        [PgTypeOids.Xid8] = FieldDecoders.UInt64,
        [PgTypeOids.Float4] = FieldDecoders.Single,
        [PgTypeOids.Float8] = FieldDecoders.Double,
        [PgTypeOids.Numeric] = FieldDecoders.Decimal,
        [PgTypeOids.Text] = FieldDecoders.String,
        [PgTypeOids.Varchar] = FieldDecoders.String,
        [PgTypeOids.Bpchar] = FieldDecoders.String,
        [PgTypeOids.Name] = FieldDecoders.String,
        [PgTypeOids.Json] = FieldDecoders.String,
        [PgTypeOids.Jsonb] = FieldDecoders.String,
        [PgTypeOids.Xml] = FieldDecoders.String,
        [PgTypeOids.Uuid] = FieldDecoders.Guid,
        [PgTypeOids.Bytea] = FieldDecoders.Bytes,
        [PgTypeOids.Timestamptz] = FieldDecoders.DateTime,
        [PgTypeOids.Timestamp] = FieldDecoders.DateTime,
        [PgTypeOids.Date] = FieldDecoders.DateOnly,
        [PgTypeOids.Time] = FieldDecoders.TimeOnly,
        [PgTypeOids.Interval] = FieldDecoders.TimeSpan,
        [PgTypeOids.BoolArray] = FieldDecoders.ArrayOfNullable(FieldDecoders.Boolean),
        [PgTypeOids.Int2Array] = FieldDecoders.ArrayOfNullable(FieldDecoders.Int16),
        [PgTypeOids.Int4Array] = FieldDecoders.ArrayOfNullable(FieldDecoders.Int32),
        [PgTypeOids.Int8Array] = FieldDecoders.ArrayOfNullable(FieldDecoders.Int64),
        [PgTypeOids.Float4Array] = FieldDecoders.ArrayOfNullable(FieldDecoders.Single),
        [PgTypeOids.Float8Array] = FieldDecoders.ArrayOfNullable(FieldDecoders.Double),
        [PgTypeOids.NumericArray] = FieldDecoders.ArrayOfNullable(FieldDecoders.Decimal),
        [PgTypeOids.TextArray] = FieldDecoders.ArrayOfNullableReference(FieldDecoders.String),
        [PgTypeOids.VarcharArray] = FieldDecoders.ArrayOfNullableReference(FieldDecoders.String),
        [PgTypeOids.BpcharArray] = FieldDecoders.ArrayOfNullableReference(FieldDecoders.String),
        [PgTypeOids.JsonArray] = FieldDecoders.ArrayOfNullableReference(FieldDecoders.String),
        [PgTypeOids.JsonbArray] = FieldDecoders.ArrayOfNullableReference(FieldDecoders.String),
        [PgTypeOids.UuidArray] = FieldDecoders.ArrayOfNullable(FieldDecoders.Guid),
        [PgTypeOids.ByteaArray] = FieldDecoders.ArrayOfNullableReference(FieldDecoders.Bytes),
        [PgTypeOids.TimestamptzArray] = FieldDecoders.ArrayOfNullable(FieldDecoders.DateTime),
        [PgTypeOids.TimestampArray] = FieldDecoders.ArrayOfNullable(FieldDecoders.DateTime),
        [PgTypeOids.DateArray] = FieldDecoders.ArrayOfNullable(FieldDecoders.DateOnly),
        [PgTypeOids.TimeArray] = FieldDecoders.ArrayOfNullable(FieldDecoders.TimeOnly),
        [PgTypeOids.IntervalArray] = FieldDecoders.ArrayOfNullable(FieldDecoders.TimeSpan),
    }.ToFrozenDictionary();

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
}
