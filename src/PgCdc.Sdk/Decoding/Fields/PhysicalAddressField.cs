using System.Buffers;
using System.Net.NetworkInformation;

namespace PgCdc.Sdk.Decoding.Fields;

/// <summary>macaddr_send, macaddr8_send: 6 or 8 bytes; macaddr_out: hexadecimal pairs with colons between them (mac.c, mac8.c).</summary>
internal sealed class PhysicalAddressField() : BuiltInField<PhysicalAddress>("macaddr or macaddr8", PgTypeOids.Macaddr, PgTypeOids.Macaddr8)
{
    private const int ShortLength = 6;
    private const int LongLength = 8;
    private const int CharactersPerByte = 3;

    public override PhysicalAddress Read(in Field field)
    {
        var length = field.IsText ? (field.Bytes.Length + 1) / CharactersPerByte : field.Bytes.Length;
        if (length is not (ShortLength or LongLength)
            || (length == ShortLength && field.TypeOid == PgTypeOids.Macaddr8)
            || (length == LongLength && field.TypeOid == PgTypeOids.Macaddr))
        {
            FieldFaults.FailLength(field, "macaddr", "6 or 8");
        }

        return new PhysicalAddress(field.IsText ? ReadText(field, length) : field.Bytes.ToArray());
    }

    private static byte[] ReadText(in Field field, int length)
    {
        var text = field.Bytes;
        var value = new byte[length];
        for (var i = 0; i < length; i++)
        {
            var pair = text[(i * CharactersPerByte)..];
            if (pair.Length < 2
                || Convert.FromHexString(pair[..2], value.AsSpan(i, 1), out _, out _) != OperationStatus.Done
                || pair.Length != (i == length - 1 ? 2 : ((length - i) * CharactersPerByte) - 1)
                || (pair.Length > 2 && pair[2] != (byte)':'))
            {
                FieldFaults.FailText(field, "a macaddr");
            }
        }

        return value;
    }
}
