namespace PgCdc.Sdk.Decoding.Fields;

/// <summary>
/// The one-byte type <c>"char"</c>. charsend: the byte; charout: nothing for 0, and from PostgreSQL 16 on a backslash and three octal
/// digits for what is not ASCII (char.c).
/// </summary>
internal static class InternalCharFormat
{
    private const int OctalLength = 4;

    public static byte Read(in Field field)
    {
        var bytes = field.Bytes;
        switch (bytes.Length)
        {
            case 1:
                return bytes[0];
            case 0 when field.IsText:
                return 0;
            case OctalLength when field.IsText && bytes[0] == (byte)'\\' && bytes[1] is >= (byte)'0' and <= (byte)'3' && IsOctal(bytes[2]) && IsOctal(bytes[3]):
                return (byte)(((bytes[1] - '0') << 6) | ((bytes[2] - '0') << 3) | (bytes[3] - '0'));
            default:
                FieldFaults.FailLength(field, "\"char\"", "1");
                return default;
        }
    }

    private static bool IsOctal(byte digit) => digit is >= (byte)'0' and <= (byte)'7';
}
