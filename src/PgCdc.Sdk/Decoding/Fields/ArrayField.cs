namespace PgCdc.Sdk.Decoding.Fields;

/// <summary>Reads a one-dimensional array into an array.</summary>
internal sealed class ArrayField<TElement, TSlot>(ArraySlot<TElement, TSlot> slot) : CollectionField<TSlot[]>(slot.Element)
    where TElement : notnull
{
    public override TSlot[] Read(in Field field)
    {
        var reader = new ArrayReader(field, slot.Element);
        var array = reader.Count == 0 ? [] : new TSlot[reader.Count];
        for (var i = 0; i < array.Length; i++)
        {
            array[i] = reader.TryNext(out var element) ? slot.OfValue(slot.Element.Read(element)) : slot.OfNull(field);
        }

        reader.End();
        return array;
    }
}
