using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using PgCdc.Sdk.Decoding;

namespace PgCdc.Sdk.EntityFrameworkCore.Mapping;

/// <summary>Reads a column as its converter's provider type and converts it as EF does. The converter never sees NULL, as with EF.</summary>
internal sealed class ConvertedField<T, TProvider> : FieldDecoder<T>
    where T : notnull
    where TProvider : notnull
{
    private readonly FieldDecoder<TProvider> _stored;
    private readonly Func<TProvider, T> _convert;

    public ConvertedField(FieldDecoder<TProvider> stored, ValueConverter converter)
    {
        _stored = stored;
        _convert = converter is ValueConverter<T, TProvider> typed
            ? typed.ConvertFromProviderTyped
            : value => CollectionTypes.As<T>(converter.ConvertFromProvider(value));
    }

    public override string Reads => _stored.Reads;

    public override bool Accepts(uint typeOid) => _stored.Accepts(typeOid);

    public override T Read(in Field field)
    {
        var stored = _stored.Read(field);
        try
        {
            return _convert(stored);
        }
        catch (Exception exception)
        {
            // It is the user's code, whose message may quote the value: only what kind of failure it was goes further.
            field.Fail($"its value converter to {typeof(T).Name} failed with {exception.GetType().Name}");
            return default;
        }
    }
}
