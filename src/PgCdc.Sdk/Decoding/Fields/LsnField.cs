namespace PgCdc.Sdk.Decoding.Fields;

/// <summary>Reads <c>pg_lsn</c>.</summary>
internal sealed class LsnField() : BuiltInField<Lsn>("pg_lsn", PgTypeOids.PgLsn)
{
    public override Lsn Read(in Field field) => new(LsnFormat.Read(field));
}
