using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace PgCdc.Sdk.Decoding.Fields;

/// <summary>json_send: the text; jsonb_send: a version and the text (json.c, jsonb.c).</summary>
internal static class JsonFormat
{
    /// <summary>PostgreSQL nests as deep as its stack allows; 1,000 is what a Utf8JsonWriter can write again.</summary>
    public static readonly JsonDocumentOptions Options = new() { MaxDepth = 1000 };

    /// <summary>The JSON text.</summary>
    public static ReadOnlySpan<byte> Of(in Field field)
    {
        // No JSON text begins with 1 as a byte, so of a domain too the version tells jsonb.
        var isJsonb = !field.IsText
            && (field.TypeOid == PgTypeOids.Jsonb
                || (PgTypeOids.IsDynamic(field.TypeOid) && field.Bytes.Length > 0 && field.Bytes[0] == 1));
        var text = isJsonb ? Utf8Text.AfterVersion(field) : field.Bytes;

        // A JSON reader looks at a string's bytes only when somebody asks for it: with the handler, and as another exception.
        Utf8Text.RequireValid(field, text);
        return text;
    }

    /// <summary>An exception's message quotes the value, so it goes no further.</summary>
    [DoesNotReturn]
    public static void Fail(in Field field) => FieldFaults.FailText(field, "JSON of at most 1000 levels");
}
