using System.Buffers.Text;

namespace PgCdc.Sdk.Decoding.Fields;

/// <summary>uuid_send: the 16 bytes in the order in which they are written; uuid_out: 8-4-4-4-12 hexadecimal digits (uuid.c).</summary>
internal sealed class GuidField() : BuiltInField<Guid>("uuid", PgTypeOids.Uuid)
{
    private const int Length = 16;

    public override Guid Read(in Field field)
    {
        if (!field.IsText)
        {
            if (field.Bytes.Length != Length)
            {
                FieldFaults.FailLength(field, "uuid", "16");
            }

            return new Guid(field.Bytes, bigEndian: true);
        }

        if (!Utf8Parser.TryParse(field.Bytes, out Guid value, out var consumed, 'D') || consumed != field.Bytes.Length)
        {
            FieldFaults.FailText(field, "a uuid");
        }

        return value;
    }
}
