using System.Globalization;
using System.Text;
using NpgsqlTypes;

namespace PgCdc.Sdk.Decoding.Fields;

/// <summary>
/// Reads <c>tsvector</c>. tsvectorsend: int32 number of lexemes, for each its text, a NUL, int16 number of positions, and each as int16,
/// the weight in its two highest bits; tsvectorout: <c>'lexeme':1A,2 'other'</c> (tsvector.c).
/// </summary>
internal sealed class TsVectorField() : BuiltInField<NpgsqlTsVector>("tsvector", PgTypeOids.Tsvector)
{
    private const int LexemeLength = 1 + sizeof(short);
    private const int PositionBits = 14;
    private const int MaxPosition = (1 << PositionBits) - 1;

    public override NpgsqlTsVector Read(in Field field)
    {
        var text = field.IsText ? Utf8Text.ToText(field, field.Bytes) : ReadBinary(field);
        try
        {
#pragma warning disable CS0618 // It warns of texts that people write; this is a server's, and there is no other way to make one.
            return NpgsqlTsVector.Parse(text);
#pragma warning restore CS0618
        }
        catch (Exception exception) when (exception is FormatException or OverflowException or ArgumentException)
        {
            // The messages may quote the value, so they go no further.
            FieldFaults.FailText(field, "a tsvector");
            return default;
        }
    }

    private static string ReadBinary(in Field field)
    {
        var cursor = new BinaryCursor(field, "a tsvector");
        var count = cursor.Count(LexemeLength);
        var text = new StringBuilder();
        for (var i = 0; i < count; i++)
        {
            text.Append(i == 0 ? "'" : " '")
                .Append(Utf8Text.ToText(field, cursor.CString()).Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "''", StringComparison.Ordinal))
                .Append('\'');
            int positions = cursor.Int16();
            if (positions < 0 || positions > cursor.Left / sizeof(short))
            {
                field.Fail("a tsvector claims more parts than its bytes hold");
            }

            for (var position = 0; position < positions; position++)
            {
                var entry = (ushort)cursor.Int16();
                text.Append(position == 0 ? ':' : ',')
                    .Append((entry & MaxPosition).ToString(CultureInfo.InvariantCulture))
                    .Append("DCBA"[entry >> PositionBits]);
            }
        }

        cursor.End();
        return text.ToString();
    }
}
