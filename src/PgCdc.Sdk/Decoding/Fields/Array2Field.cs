namespace PgCdc.Sdk.Decoding.Fields;

/// <summary>Reads an array of two dimensions.</summary>
internal sealed class Array2Field<TElement, TSlot>(ArraySlot<TElement, TSlot> slot) : CollectionField<TSlot[,]>(slot.Element)
    where TElement : notnull
{
    public override TSlot[,] Read(in Field field)
    {
        var reader = new ArrayReader(field, slot.Element, rank: 2);
        var array = new TSlot[reader.Shape.First, reader.Shape.Second];
        for (var i = 0; i < array.GetLength(0); i++)
        {
            for (var j = 0; j < array.GetLength(1); j++)
            {
                array[i, j] = reader.TryNext(out var element) ? slot.OfValue(slot.Element.Read(element)) : slot.OfNull(field);
            }
        }

        reader.End();
        return array;
    }
}
