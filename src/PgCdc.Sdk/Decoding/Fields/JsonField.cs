using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace PgCdc.Sdk.Decoding.Fields;

/// <summary>Reads <c>json</c> and <c>jsonb</c> into a class of the user's.</summary>
internal sealed class JsonField<T>(JsonTypeInfo<T> type) : BuiltInField<T>("json or jsonb", PgTypeOids.Json, PgTypeOids.Jsonb)
    where T : notnull
{
    public override T Read(in Field field)
    {
        try
        {
            // A JSON null in the column is the null that the class reads it as, beside the column's own NULL.
            return JsonSerializer.Deserialize(FieldDecoders.JsonOf(field), type)!;
        }
        catch (Exception exception) when (exception is JsonException or NotSupportedException)
        {
            // The messages quote the value, so they go no further.
            FieldFaults.FailText(field, $"JSON of a {typeof(T).Name}");
            return default;
        }
    }
}
