using System.Text.Json;

namespace PgCdc.Sdk.Decoding.Fields;

/// <summary>Reads <c>json</c> and <c>jsonb</c>.</summary>
internal sealed class JsonDocumentField() : BuiltInField<JsonDocument>("json or jsonb", PgTypeOids.Json, PgTypeOids.Jsonb)
{
    /// <summary>PostgreSQL nests as deep as its stack allows; 1,000 is what a Utf8JsonWriter can write again.</summary>
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 1000 };

    public override JsonDocument Read(in Field field)
    {
        // No JSON text begins with 1 as a byte, so of a domain too the version tells jsonb.
        var isJsonb = !field.IsText
            && (field.TypeOid == PgTypeOids.Jsonb
                || (PgTypeOids.IsDynamic(field.TypeOid) && field.Bytes.Length > 0 && field.Bytes[0] == 1));
        var json = isJsonb ? Utf8Text.AfterVersion(field) : field.Bytes;
        try
        {
            // The document keeps its text, and the field's bytes are the stream's buffer.
            return JsonDocument.Parse(json.ToArray(), Options);
        }
        catch (JsonException)
        {
            // Its message quotes the value, so it goes no further.
            FieldFaults.FailText(field, "JSON of at most 1000 levels");
            return default;
        }
    }
}
