using System.Collections;

namespace PgCdc.Sdk.Decoding.Fields;

/// <summary>bit_send, varbit_send: int32 number of bits, then the bits, the first in a byte's highest; bit_out: zeros and ones (varbit.c).</summary>
internal static class BitFormat
{
    public const int HeaderLength = sizeof(int);

    private const int BitsPerByte = 8;

    public static BitArray Read(in Field field)
    {
        if (field.IsText)
        {
            var text = field.Bytes;
            if (text.ContainsAnyExcept((byte)'0', (byte)'1'))
            {
                FieldFaults.FailText(field, "a bit string");
            }

            var ofText = new BitArray(text.Length);
            for (var i = 0; i < text.Length; i++)
            {
                ofText[i] = text[i] == (byte)'1';
            }

            return ofText;
        }

        var bytes = Bytes(field, out var count);
        var bits = new BitArray(count);
        for (var i = 0; i < count; i++)
        {
            bits[i] = IsSet(bytes, i);
        }

        return bits;
    }

    /// <summary>Reads a <c>bit(1)</c>.</summary>
    public static bool ReadOne(in Field field)
    {
        if (field.IsText)
        {
            if (field.Bytes.Length != 1 || field.Bytes[0] is not ((byte)'0' or (byte)'1'))
            {
                FailCount(field);
            }

            return field.Bytes[0] == (byte)'1';
        }

        var bytes = Bytes(field, out var count);
        if (count != 1)
        {
            FailCount(field);
        }

        return IsSet(bytes, 0);
    }

    private static ReadOnlySpan<byte> Bytes(in Field field, out int count)
    {
        var cursor = new BinaryCursor(field, "a bit string");
        count = cursor.Int32();
        if (count < 0 || cursor.Left != ((long)count + BitsPerByte - 1) / BitsPerByte)
        {
            field.Fail("its bit string does not have as many bits as it claims");
        }

        return cursor.Take(cursor.Left);
    }

    private static bool IsSet(ReadOnlySpan<byte> bytes, int bit) => (bytes[bit / BitsPerByte] & (0x80 >> (bit % BitsPerByte))) != 0;

    private static void FailCount(in Field field) => FieldFaults.FailRange(field, "bit string", "a bool, which is one bit; a BitArray holds it");
}
