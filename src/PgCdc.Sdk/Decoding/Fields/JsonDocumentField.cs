using System.Text.Json;

namespace PgCdc.Sdk.Decoding.Fields;

/// <summary>Reads <c>json</c> and <c>jsonb</c>.</summary>
internal sealed class JsonDocumentField() : BuiltInField<JsonDocument>("json or jsonb", PgTypeOids.Json, PgTypeOids.Jsonb)
{
    /// <summary>PostgreSQL nests as deep as its stack allows; 1,000 is what a Utf8JsonWriter can write again.</summary>
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 1000 };

    public override JsonDocument Read(in Field field)
    {
        try
        {
            // The document keeps its text, and the field's bytes are the stream's buffer.
            return JsonDocument.Parse(FieldDecoders.JsonOf(field).ToArray(), Options);
        }
        catch (JsonException)
        {
            // Its message quotes the value, so it goes no further.
            FieldFaults.FailText(field, "JSON of at most 1000 levels");
            return default;
        }
    }
}
