using System.Buffers.Binary;
using System.Buffers.Text;

namespace PgCdc.Sdk.Decoding.Fields;

/// <summary>pg_lsn_send: 8 bytes, unsigned; pg_lsn_out: two hexadecimal numbers with a slash between them (pg_lsn.c).</summary>
internal static class LsnFormat
{
    public static ulong Read(in Field field)
    {
        var bytes = field.Bytes;
        if (!field.IsText)
        {
            if (bytes.Length != sizeof(ulong))
            {
                FieldFaults.FailLength(field, "pg_lsn", "8");
            }

            return BinaryPrimitives.ReadUInt64BigEndian(bytes);
        }

        var slash = bytes.IndexOf((byte)'/');
        if (slash < 0
            || !Utf8Parser.TryParse(bytes[..slash], out uint high, out var consumed, 'X')
            || consumed != slash
            || !Utf8Parser.TryParse(bytes[(slash + 1)..], out uint low, out consumed, 'X')
            || consumed != bytes.Length - slash - 1)
        {
            FieldFaults.FailText(field, "a pg_lsn");
            return default;
        }

        return ((ulong)high << 32) | low;
    }
}
