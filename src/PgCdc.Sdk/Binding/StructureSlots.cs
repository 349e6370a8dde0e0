using PgCdc.Sdk.Decoding;

namespace PgCdc.Sdk.Binding;

/// <summary>Where the fields of a property that lies in several columns are kept: behind those of all properties.</summary>
/// <param name="Ordinal">The property's ordinal.</param>
/// <param name="First">The slot of its first column.</param>
/// <param name="Decoder">What builds its value.</param>
internal sealed record StructureSlots(int Ordinal, int First, StructureDecoder Decoder)
{
    public int End => First + Decoder.Columns.Count;

    /// <summary>
    /// What the property's own field says once its columns' are there: sent if one of them was, NULL if it may be and none has a value.
    /// Its place is that of its first column among the slots.
    /// </summary>
    public FieldSlice Fold(ReadOnlySpan<FieldSlice> fields)
    {
        var kind = FieldKind.NotSent;
        foreach (var field in fields[First..End])
        {
            kind = field.Kind > kind ? field.Kind : kind;
        }

        if (kind == FieldKind.Null && !Decoder.IsOptional)
        {
            kind = FieldKind.Binary;
        }

        return new FieldSlice(kind, First, Decoder.Columns.Count);
    }
}
