namespace PgCdc.Sdk.Decoding.Fields;

/// <summary>An element that is never NULL.</summary>
internal sealed class RequiredSlot<T>(FieldDecoder<T> element) : ArraySlot<T, T>(element)
    where T : notnull
{
    public override T OfValue(T value) => value;

    public override T OfNull(in Field array)
    {
        array.Fail("an element of its array is NULL, and the property's elements cannot be: make them nullable");
        return default;
    }
}
