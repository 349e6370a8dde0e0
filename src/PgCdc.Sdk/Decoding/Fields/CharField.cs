using System.Buffers;
using System.Text;

namespace PgCdc.Sdk.Decoding.Fields;

/// <summary>Reads text of exactly one UTF-16 unit, and <c>"char"</c>.</summary>
internal sealed class CharField() : BuiltInField<char>(
    "character(1), or text of one character",
    PgTypeOids.Bpchar,
    PgTypeOids.Text,
    PgTypeOids.Varchar,
    PgTypeOids.Name,
    PgTypeOids.Char,
    PgTypeOids.Unknown)
{
    public override char Read(in Field field)
    {
        if (field.TypeOid == PgTypeOids.Char)
        {
            return (char)InternalCharFormat.Read(field);
        }

        var text = Utf8Text.Of(field);
        if (Rune.DecodeFromUtf8(text, out var rune, out var consumed) != OperationStatus.Done)
        {
            field.Fail(text.IsEmpty ? "an empty text is no character" : "its text is not valid UTF-8");
        }

        // The blanks that pad a character(n) are not part of the value.
        var rest = text[consumed..];
        if (field.TypeOid == PgTypeOids.Bpchar)
        {
            rest = rest.TrimEnd((byte)' ');
        }

        if (!rest.IsEmpty || !rune.IsBmp)
        {
            FieldFaults.FailRange(field, "text", "one UTF-16 character");
        }

        return (char)rune.Value;
    }
}
