namespace PgCdc.Sdk.Decoding.Fields;

/// <summary>Reads <c>real</c>, and the nearest to a <c>numeric</c>, as EF can map it.</summary>
internal sealed class SingleField() : BuiltInField<float>("real or numeric", PgTypeOids.Float4, PgTypeOids.Numeric)
{
    public override float Read(in Field field) =>
        field.TypeOid == PgTypeOids.Numeric ? FloatFormat.OfNumeric<float>(field) : FloatFormat.ReadSingle(field);
}
