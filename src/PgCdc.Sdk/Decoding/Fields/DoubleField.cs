namespace PgCdc.Sdk.Decoding.Fields;

/// <summary>Reads <c>double precision</c>, and <c>real</c> without loss.</summary>
internal sealed class DoubleField() : BuiltInField<double>("double precision or real", PgTypeOids.Float8, PgTypeOids.Float4)
{
    public override double Read(in Field field)
    {
        // A real's text is read as a real first, so that both formats give the same double: 0.1 is 0.10000000149011612 either way.
        var isSingle = field.TypeOid == PgTypeOids.Float4
            || (!field.IsText && field.Bytes.Length == sizeof(float) && PgTypeOids.IsDynamic(field.TypeOid));
        return isSingle ? FloatFormat.ReadSingle(field) : FloatFormat.ReadDouble(field);
    }
}
