namespace PgCdc.Sdk.Decoding.Fields;

/// <summary>Reads <c>double precision</c>, <c>real</c> without loss, and the nearest to a <c>numeric</c>, as EF can map it.</summary>
internal sealed class DoubleField() : BuiltInField<double>(
    "double precision, real or numeric", PgTypeOids.Float8, PgTypeOids.Float4, PgTypeOids.Numeric)
{
    public override double Read(in Field field)
    {
        if (field.TypeOid == PgTypeOids.Numeric)
        {
            return FloatFormat.OfNumeric<double>(field);
        }

        // A real's text is read as a real first, so that both formats give the same double: 0.1 is 0.10000000149011612 either way.
        var isSingle = field.TypeOid == PgTypeOids.Float4
            || (!field.IsText && field.Bytes.Length == sizeof(float) && PgTypeOids.IsDynamic(field.TypeOid));
        return isSingle ? FloatFormat.ReadSingle(field) : FloatFormat.ReadDouble(field);
    }
}
