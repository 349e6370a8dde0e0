using System.Buffers.Binary;
using System.Buffers.Text;

namespace PgCdc.Sdk.Decoding.Fields;

/// <summary>int2send, int4send, int8send, oidsend: 2, 4 or 8 bytes in network order (int.c, int8.c, oid.c).</summary>
internal static class IntegerFormat
{
    public const string Reads = "bigint, integer, smallint or oid";

    public static readonly uint[] Oids =
    [
        PgTypeOids.Int8, PgTypeOids.Int4, PgTypeOids.Int2, PgTypeOids.Oid, PgTypeOids.Xid, PgTypeOids.Cid, .. PgTypeOids.ObjectAliases,
    ];

    /// <summary>Reads an integer of any width; xid8 is not one, for it may exceed a signed one.</summary>
    public static long Read(in Field field)
    {
        var bytes = field.Bytes;
        if (field.IsText)
        {
            return ReadText(field);
        }

        switch (field.TypeOid)
        {
            case PgTypeOids.Int8 when bytes.Length == sizeof(long):
                return BinaryPrimitives.ReadInt64BigEndian(bytes);
            case PgTypeOids.Int4 when bytes.Length == sizeof(int):
                return BinaryPrimitives.ReadInt32BigEndian(bytes);
            case PgTypeOids.Int2 when bytes.Length == sizeof(short):
                return BinaryPrimitives.ReadInt16BigEndian(bytes);
            case PgTypeOids.Oid or PgTypeOids.Xid or PgTypeOids.Cid when bytes.Length == sizeof(uint):
                return BinaryPrimitives.ReadUInt32BigEndian(bytes);
            case var oid when PgTypeOids.ObjectAliases.Contains(oid) && bytes.Length == sizeof(uint):
                return BinaryPrimitives.ReadUInt32BigEndian(bytes);
            case PgTypeOids.Int8:
                FieldFaults.FailLength(field, "bigint", "8");
                return default;
            case PgTypeOids.Int4 or PgTypeOids.Oid or PgTypeOids.Xid or PgTypeOids.Cid:
                FieldFaults.FailLength(field, "integer", "4");
                return default;
            case PgTypeOids.Int2:
                FieldFaults.FailLength(field, "smallint", "2");
                return default;
            default:
                return ReadByLength(field);
        }
    }

    /// <summary>A domain's identifier does not tell the width; the length does.</summary>
    private static long ReadByLength(in Field field)
    {
        var bytes = field.Bytes;
        if (!PgTypeOids.IsDynamic(field.TypeOid))
        {
            FieldFaults.FailType(field, Reads);
        }

        switch (bytes.Length)
        {
            case sizeof(long):
                return BinaryPrimitives.ReadInt64BigEndian(bytes);
            case sizeof(int):
                return BinaryPrimitives.ReadInt32BigEndian(bytes);
            case sizeof(short):
                return BinaryPrimitives.ReadInt16BigEndian(bytes);
            default:
                FieldFaults.FailLength(field, "an integer", "2, 4 or 8");
                return default;
        }
    }

    private static long ReadText(in Field field)
    {
        if (PgTypeOids.ObjectAliases.Contains(field.TypeOid))
        {
            field.Fail("the text of its type is an object's name, and only the binary format has its number");
        }

        if (!Utf8Parser.TryParse(field.Bytes, out long value, out var consumed) || consumed != field.Bytes.Length)
        {
            FieldFaults.FailText(field, "an integer of at most 64 bits");
        }

        return value;
    }
}
