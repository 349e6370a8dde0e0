namespace PgCdc.Sdk.Decoding.Fields;

/// <summary>A value, or NULL.</summary>
internal sealed class NullableValueSlot<T>(FieldDecoder<T> element) : ArraySlot<T, T?>(element)
    where T : struct
{
    public override T? OfValue(T value) => value;

    public override T? OfNull(in Field array) => null;
}
