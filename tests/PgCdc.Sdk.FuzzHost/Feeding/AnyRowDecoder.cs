using PgCdc.Sdk.Decoding;

namespace PgCdc.Sdk.FuzzHost.Feeding;

/// <summary>Reads every field of a row with every decoder that is known to read its column.</summary>
internal sealed class AnyRowDecoder(string table, IReadOnlyList<FieldProperty> fields) : EntityDecoder<AnyRow>("AnyRow", "public", table, fields)
{
    public override AnyRow Decode(in RowReader row)
    {
        var values = new object?[Fields.Count];
        for (var ordinal = 0; ordinal < values.Length; ordinal++)
        {
            if (Fields[ordinal].IsKey)
            {
                values[ordinal] = row.GetInt64(ordinal);
            }
            else if (!row.IsNull(ordinal))
            {
                values[ordinal] = Fields[ordinal].Decoder.ReadObject(row.FieldAt(ordinal));
            }
        }

        return new AnyRow(values);
    }

    public override object DecodeKey(in RowReader row)
    {
        row.RequireSent(0);
        return row.GetInt64(0);
    }

    public override object GetKey(AnyRow row) => row.Values[0]!;

    public override object? GetValue(AnyRow row, int ordinal) => row.Values[ordinal];
}
