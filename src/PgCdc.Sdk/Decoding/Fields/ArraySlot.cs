namespace PgCdc.Sdk.Decoding.Fields;

/// <summary>What an array's element becomes in its collection.</summary>
internal abstract class ArraySlot<TElement, TSlot>(FieldDecoder<TElement> element)
    where TElement : notnull
{
    public FieldDecoder<TElement> Element { get; } = element;

    public abstract TSlot OfValue(TElement value);

    public abstract TSlot OfNull(in Field array);
}
