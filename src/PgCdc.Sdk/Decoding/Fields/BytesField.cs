using System.Buffers;

namespace PgCdc.Sdk.Decoding.Fields;

/// <summary>byteasend: the bytes; byteaout: <c>\x</c> and hexadecimal digits, or the older escape format, as bytea_output says (varlena.c).</summary>
internal sealed class BytesField() : BuiltInField<byte[]>("bytea", PgTypeOids.Bytea)
{
    private const int OctalLength = 3;

    public override byte[] Read(in Field field)
    {
        var bytes = field.Bytes;
        if (!field.IsText)
        {
            return bytes.ToArray();
        }

        // The escape format doubles its backslashes, so that it never begins with \x.
        return bytes.StartsWith("\\x"u8) ? ReadHex(field, bytes[2..]) : ReadEscaped(field, bytes);
    }

    private static byte[] ReadHex(in Field field, ReadOnlySpan<byte> digits)
    {
        if (digits.Length % 2 != 0)
        {
            FieldFaults.FailText(field, "a bytea in hexadecimal digits");
        }

        var value = new byte[digits.Length / 2];
        if (Convert.FromHexString(digits, value, out _, out _) != OperationStatus.Done)
        {
            FieldFaults.FailText(field, "a bytea in hexadecimal digits");
        }

        return value;
    }

    private static byte[] ReadEscaped(in Field field, ReadOnlySpan<byte> text)
    {
        var value = new byte[UnescapedLength(field, text)];
        var from = 0;
        for (var to = 0; to < value.Length; to++)
        {
            if (text[from] != (byte)'\\')
            {
                value[to] = text[from++];
            }
            else if (text[from + 1] == (byte)'\\')
            {
                value[to] = (byte)'\\';
                from += 2;
            }
            else
            {
                value[to] = (byte)(((text[from + 1] - '0') << 6) | ((text[from + 2] - '0') << 3) | (text[from + 3] - '0'));
                from += 1 + OctalLength;
            }
        }

        return value;
    }

    private static int UnescapedLength(in Field field, ReadOnlySpan<byte> text)
    {
        var length = 0;
        while (!text.IsEmpty)
        {
            var isEscape = text[0] == (byte)'\\';
            if (isEscape && !(text.Length > 1 && text[1] == (byte)'\\') && !IsOctal(text[1..]))
            {
                FieldFaults.FailText(field, "a bytea in the escape format");
            }

            text = text[(!isEscape ? 1 : text[1] == (byte)'\\' ? 2 : 1 + OctalLength)..];
            length++;
        }

        return length;
    }

    private static bool IsOctal(ReadOnlySpan<byte> text) =>
        text.Length >= OctalLength
        && text[0] is >= (byte)'0' and <= (byte)'3'
        && text[1] is >= (byte)'0' and <= (byte)'7'
        && text[2] is >= (byte)'0' and <= (byte)'7';
}
