using System.Collections;

namespace PgCdc.Sdk.Decoding.Fields;

/// <summary>Reads <c>bit(n)</c> and <c>bit varying</c>.</summary>
internal sealed class BitArrayField() : BuiltInField<BitArray>("bit or bit varying", PgTypeOids.Bit, PgTypeOids.Varbit)
{
    public override BitArray Read(in Field field) => BitFormat.Read(field);
}
