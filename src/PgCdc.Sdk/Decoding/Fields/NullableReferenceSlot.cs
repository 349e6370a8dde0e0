namespace PgCdc.Sdk.Decoding.Fields;

/// <summary>A reference, or NULL.</summary>
internal sealed class NullableReferenceSlot<T>(FieldDecoder<T> element) : ArraySlot<T, T?>(element)
    where T : class
{
    public override T? OfValue(T value) => value;

    public override T? OfNull(in Field array) => null;
}
