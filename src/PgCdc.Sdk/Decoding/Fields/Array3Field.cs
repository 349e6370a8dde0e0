namespace PgCdc.Sdk.Decoding.Fields;

/// <summary>Reads an array of three dimensions.</summary>
internal sealed class Array3Field<TElement, TSlot>(ArraySlot<TElement, TSlot> slot) : CollectionField<TSlot[,,]>(slot.Element)
    where TElement : notnull
{
    public override TSlot[,,] Read(in Field field)
    {
        var reader = new ArrayReader(field, slot.Element, rank: 3);
        var array = new TSlot[reader.Shape.First, reader.Shape.Second, reader.Shape.Third];
        for (var i = 0; i < array.GetLength(0); i++)
        {
            for (var j = 0; j < array.GetLength(1); j++)
            {
                for (var k = 0; k < array.GetLength(2); k++)
                {
                    array[i, j, k] = reader.TryNext(out var element) ? slot.OfValue(slot.Element.Read(element)) : slot.OfNull(field);
                }
            }
        }

        reader.End();
        return array;
    }
}
