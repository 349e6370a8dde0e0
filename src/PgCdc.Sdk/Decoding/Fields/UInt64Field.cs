using System.Buffers.Binary;
using System.Buffers.Text;

namespace PgCdc.Sdk.Decoding.Fields;

/// <summary>Reads integers, xid8, and numeric without a fraction: EF maps <see cref="ulong"/> to <c>numeric(20,0)</c>.</summary>
internal sealed class UInt64Field() : BuiltInField<ulong>(
    "bigint, integer, smallint, oid, xid8 or numeric without a fraction",
    [.. IntegerFormat.Oids, PgTypeOids.Xid8, PgTypeOids.Numeric])
{
    private const string Target = "0 to 18446744073709551615";

    public override ulong Read(in Field field)
    {
        var bytes = field.Bytes;
        switch (field.TypeOid)
        {
            case PgTypeOids.Numeric:
                return ReadNumeric(field);
            case PgTypeOids.Xid8:
                return ReadXid8(field);
            case var oid when PgTypeOids.IsDynamic(oid) && (field.IsText || bytes.Length > sizeof(ulong)):
                return ReadNumeric(field);
            default:
                var value = IntegerFormat.Read(field);
                if (value < 0)
                {
                    FieldFaults.FailRange(field, "integer", Target);
                }

                return (ulong)value;
        }
    }

    private static ulong ReadNumeric(in Field field)
    {
        if (!NumericFormat.Read(field).TryToUInt64(out var value))
        {
            FieldFaults.FailRange(field, "numeric", Target + " without a fraction");
        }

        return value;
    }

    /// <summary>xid8send: 8 bytes, unsigned (xid.c).</summary>
    private static ulong ReadXid8(in Field field)
    {
        if (!field.IsText)
        {
            if (field.Bytes.Length != sizeof(ulong))
            {
                FieldFaults.FailLength(field, "xid8", "8");
            }

            return BinaryPrimitives.ReadUInt64BigEndian(field.Bytes);
        }

        if (!Utf8Parser.TryParse(field.Bytes, out ulong value, out var consumed) || consumed != field.Bytes.Length)
        {
            FieldFaults.FailText(field, "an xid8");
        }

        return value;
    }
}
