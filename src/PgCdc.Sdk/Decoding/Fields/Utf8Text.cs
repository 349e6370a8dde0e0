using System.Text;
using System.Text.Unicode;

namespace PgCdc.Sdk.Decoding.Fields;

/// <summary>Text as the server sends it to a client whose encoding is UTF8.</summary>
internal static class Utf8Text
{
    /// <summary>The text: the bytes in both formats, or what is behind a version in the binary format of jsonb, jsonpath and ltree.</summary>
    public static ReadOnlySpan<byte> Of(in Field field)
    {
        var bytes = field.Bytes;
        if (field.IsText)
        {
            return bytes;
        }

        if (field.TypeOid is PgTypeOids.Jsonb or PgTypeOids.Jsonpath or ExtensionTypes.LTree)
        {
            return AfterVersion(field);
        }

        // PostgreSQL's text holds no NUL, so one is the sign of another type's binary format; and a leading 1 that of a jsonb (or
        // a geometry) behind a domain's identifier.
        if (PgTypeOids.IsDynamic(field.TypeOid) && (bytes.Contains((byte)0) || (bytes.Length > 0 && bytes[0] == 1)))
        {
            field.Fail("its type is not built in, and the binary format of its value is not text");
        }

        return bytes;
    }

    /// <summary>jsonb_send, jsonpath_send, ltree_send: the version, 1, and the text (jsonb.c, jsonpath.c, ltree_io.c).</summary>
    public static ReadOnlySpan<byte> AfterVersion(in Field field)
    {
        if (field.Bytes.IsEmpty)
        {
            FieldFaults.FailLength(field, "a type with a version", "at least 1");
        }

        if (field.Bytes[0] != 1)
        {
            field.Fail("the version of its binary format is not 1");
        }

        return field.Bytes[1..];
    }

    public static string ToText(in Field field, ReadOnlySpan<byte> utf8)
    {
        RequireValid(field, utf8);
        return Encoding.UTF8.GetString(utf8);
    }

    /// <summary>Refuses what no server sends to a client whose encoding is UTF8.</summary>
    public static void RequireValid(in Field field, ReadOnlySpan<byte> utf8)
    {
        // A replacement character would be a silently wrong value.
        if (!Utf8.IsValid(utf8))
        {
            field.Fail("its text is not valid UTF-8");
        }
    }
}
