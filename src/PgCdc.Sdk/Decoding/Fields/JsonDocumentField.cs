using System.Text.Json;

namespace PgCdc.Sdk.Decoding.Fields;

/// <summary>Reads <c>json</c> and <c>jsonb</c>.</summary>
internal sealed class JsonDocumentField() : BuiltInField<JsonDocument>("json or jsonb", PgTypeOids.Json, PgTypeOids.Jsonb)
{
    public override JsonDocument Read(in Field field)
    {
        try
        {
            // The document keeps its text, and the field's bytes are the stream's buffer.
            return JsonDocument.Parse(JsonFormat.Of(field).ToArray(), JsonFormat.Options);
        }
        catch (JsonException)
        {
            JsonFormat.Fail(field);
            return default;
        }
    }
}
