namespace PgCdc.Sdk.Decoding.Fields;

/// <summary>Reads <c>real</c>.</summary>
internal sealed class SingleField() : BuiltInField<float>("real", PgTypeOids.Float4)
{
    public override float Read(in Field field) => FloatFormat.ReadSingle(field);
}
