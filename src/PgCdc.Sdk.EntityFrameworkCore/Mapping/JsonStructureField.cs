using System.Text.Json;
using PgCdc.Sdk.Decoding;

namespace PgCdc.Sdk.EntityFrameworkCore.Mapping;

/// <summary>Reads a column that EF maps with <c>ToJson</c>.</summary>
internal sealed class JsonStructureField<T>(JsonStructure structure) : FieldDecoder<T>
    where T : notnull
{
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 1000 };

    public override string Reads => FieldDecoders.JsonDocument.Reads;

    public override bool Accepts(uint typeOid) => FieldDecoders.JsonDocument.Accepts(typeOid);

    public override T Read(in Field field)
    {
        var json = FieldDecoders.JsonOf(field).ToArray();
        try
        {
            using var document = JsonDocument.Parse(json, Options);
            // JSON's null stands for no structure, as it does with EF.
            return (T)structure.Read(document.RootElement)!;
        }
        catch (Exception exception) when (exception is not DecodeException)
        {
            // The messages quote the value, so they go no further.
            field.Fail($"its JSON is not what the model maps {typeof(T).Name} to ({exception.GetType().Name})");
            return default;
        }
    }
}
