namespace PgCdc.Sdk.Decoding.Fields;

/// <summary>boolsend: one byte, 0 or 1; boolout: <c>t</c> or <c>f</c> (bool.c).</summary>
internal sealed class BooleanField() : BuiltInField<bool>("boolean", PgTypeOids.Bool)
{
    public override bool Read(in Field field)
    {
        var bytes = field.Bytes;
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
