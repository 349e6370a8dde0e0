using System.Text.Json;

namespace PgCdc.Sdk.Decoding.Fields;

/// <summary>Reads <c>json</c> and <c>jsonb</c> into an element that nobody needs to dispose of.</summary>
internal sealed class JsonElementField() : BuiltInField<JsonElement>("json or jsonb", PgTypeOids.Json, PgTypeOids.Jsonb)
{
    public override JsonElement Read(in Field field)
    {
        try
        {
            return JsonElement.Parse(JsonFormat.Of(field), JsonFormat.Options);
        }
        catch (JsonException)
        {
            JsonFormat.Fail(field);
            return default;
        }
    }
}
