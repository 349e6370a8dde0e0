namespace PgCdc.Sdk.Decoding.Fields;

/// <summary>boolsend: one byte, 0 or 1; boolout: <c>t</c> or <c>f</c> (bool.c). A <c>bit(1)</c> is read as well.</summary>
internal sealed class BooleanField() : BuiltInField<bool>("boolean or bit(1)", PgTypeOids.Bool, PgTypeOids.Bit, PgTypeOids.Varbit)
{
    public override bool Read(in Field field)
    {
        var bytes = field.Bytes;
        var isBit = field.TypeOid is PgTypeOids.Bit or PgTypeOids.Varbit
            || (PgTypeOids.IsDynamic(field.TypeOid)
                && (field.IsText ? bytes.SequenceEqual("0"u8) || bytes.SequenceEqual("1"u8) : bytes.Length > BitFormat.HeaderLength));
        if (isBit)
        {
            return BitFormat.ReadOne(field);
        }

        if (bytes.Length != 1)
        {
            FieldFaults.FailLength(field, "boolean", "1");
        }

        switch (bytes[0])
        {
            case (byte)'t' when field.IsText:
            case 1 when !field.IsText:
                return true;
            case (byte)'f' when field.IsText:
            case 0 when !field.IsText:
                return false;
            default:
                field.Fail("its byte is neither true nor false");
                return default;
        }
    }
}
