using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using PgCdc.Sdk.Decoding;
using PgCdc.Sdk.Decoding.Fields;
using PgCdc.Sdk.PgOutput.Messages;

namespace PgCdc.Sdk.Binding;

/// <summary>Reads a discriminator as text, whatever its column's type: numbers as digits, booleans as "True" and "False".</summary>
internal static class DiscriminatorField
{
    /// <summary>The value; <see langword="null"/> where none came.</summary>
    public static string? Read(RelationColumn column, FieldSlice field, ReadOnlySpan<byte> message)
    {
        if (field.Kind <= FieldKind.Null)
        {
            return null;
        }

        var bytes = message.Slice(field.Offset, field.Length);
        if (field.Kind == FieldKind.Text)
        {
            var text = Encoding.UTF8.GetString(bytes);
            return column.TypeOid == PgTypeOids.Bool ? (text == "t" ? bool.TrueString : bool.FalseString) : text;
        }

        return (column.TypeOid, bytes.Length) switch
        {
            (PgTypeOids.Bool, 1) => bytes[0] != 0 ? bool.TrueString : bool.FalseString,
            (PgTypeOids.Int2, 2) => BinaryPrimitives.ReadInt16BigEndian(bytes).ToString(CultureInfo.InvariantCulture),
            (PgTypeOids.Int4, 4) => BinaryPrimitives.ReadInt32BigEndian(bytes).ToString(CultureInfo.InvariantCulture),
            (PgTypeOids.Int8, 8) => BinaryPrimitives.ReadInt64BigEndian(bytes).ToString(CultureInfo.InvariantCulture),
            _ => Encoding.UTF8.GetString(bytes),
        };
    }
}
