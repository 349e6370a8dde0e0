namespace PgCdc.Sdk.Decoding.Fields;

/// <summary>Reads a one-dimensional array into a list.</summary>
internal sealed class ListField<TElement, TSlot>(ArraySlot<TElement, TSlot> slot) : CollectionField<List<TSlot>>(slot.Element)
    where TElement : notnull
{
    public override List<TSlot> Read(in Field field)
    {
        var reader = new ArrayReader(field, slot.Element);
        var list = new List<TSlot>(reader.Count);
        for (var i = 0; i < reader.Count; i++)
        {
            list.Add(reader.TryNext(out var element) ? slot.OfValue(slot.Element.Read(element)) : slot.OfNull(field));
        }

        reader.End();
        return list;
    }
}
