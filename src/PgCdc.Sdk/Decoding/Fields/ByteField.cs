namespace PgCdc.Sdk.Decoding.Fields;

/// <summary>Reads integers that fit a byte, and <c>"char"</c>.</summary>
internal sealed class ByteField() : BuiltInField<byte>(
    IntegerFormat.Reads + ", or \"char\"", [.. IntegerFormat.Oids, PgTypeOids.Char])
{
    private static readonly IntegerField<byte> Integer = new();

    public override byte Read(in Field field) => field.TypeOid == PgTypeOids.Char ? InternalCharFormat.Read(field) : Integer.Read(field);
}
