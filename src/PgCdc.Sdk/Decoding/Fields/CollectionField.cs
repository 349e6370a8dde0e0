namespace PgCdc.Sdk.Decoding.Fields;

/// <summary>Reads an array, whatever its lower bounds; several ranges may also come as a multirange.</summary>
internal abstract class CollectionField<TCollection>(FieldDecoder element) : FieldDecoder<TCollection>
    where TCollection : notnull
{
    public sealed override string Reads => $"an array of {element.Reads}";

    public sealed override bool Accepts(uint typeOid) =>
        PgTypeOids.IsDynamic(typeOid)
        || (PgTypeNames.ElementOf(typeOid) is not 0 and var elementOid && element.Accepts(elementOid))
        || (element is IRangeField && PgTypeOids.RangeOf(typeOid) is not 0 and var rangeOid && element.Accepts(rangeOid));

    internal sealed override bool AcceptsKind(TypeKind kind) => kind == TypeKind.Array || (kind == TypeKind.Multirange && element is IRangeField);
}
