namespace PgCdc.Sdk.Decoding.Fields;

/// <summary>Reads a one-dimensional array, whatever its lower bound.</summary>
internal abstract class CollectionField<TCollection>(FieldDecoder element) : FieldDecoder<TCollection>
    where TCollection : notnull
{
    public sealed override string Reads => $"an array of {element.Reads}";

    public sealed override bool Accepts(uint typeOid) =>
        PgTypeOids.IsDynamic(typeOid) || (PgTypeNames.ElementOf(typeOid) is not 0 and var elementOid && element.Accepts(elementOid));
}
