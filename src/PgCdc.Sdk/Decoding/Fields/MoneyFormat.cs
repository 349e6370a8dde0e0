namespace PgCdc.Sdk.Decoding.Fields;

/// <summary>
/// cash_send: int64 hundredths, as the usual lc_monetary and Npgsql have it (cash.c). cash_out writes as lc_monetary says, with signs,
/// groups and a currency: of that, only the order of the digits is the same everywhere.
/// </summary>
internal static class MoneyFormat
{
    public const byte Scale = 2;

    public static decimal Read(in Field field)
    {
        if (field.IsText)
        {
            return OfHundredths(ReadText(field));
        }

        var cursor = new BinaryCursor(field, "a money value");
        if (cursor.Left != sizeof(long))
        {
            FieldFaults.FailLength(field, "money", "8");
        }

        return OfHundredths(System.Buffers.Binary.BinaryPrimitives.ReadInt64BigEndian(field.Bytes));
    }

    private static decimal OfHundredths(Int128 value)
    {
        var magnitude = (UInt128)Int128.Abs(value);
        return new decimal((int)(uint)magnitude, (int)(uint)(magnitude >> 32), 0, value < 0, Scale);
    }

    /// <summary>The digits are hundredths where a mark stands before the last two; else the locale has another fraction, or none.</summary>
    private static Int128 ReadText(in Field field)
    {
        var text = field.Bytes;
        var last = text.LastIndexOfAnyInRange((byte)'0', (byte)'9');
        if (last < 3 || !IsDigit(text[last - 1]) || IsDigit(text[last - 2]) || !text[..(last - 2)].ContainsAnyInRange((byte)'0', (byte)'9'))
        {
            Fail(field);
        }

        Int128 hundredths = 0;
        foreach (var character in text)
        {
            if (IsDigit(character))
            {
                hundredths = (hundredths * 10) + (character - '0');
                if (hundredths > (Int128)long.MaxValue + 1)
                {
                    Fail(field);
                }
            }
        }

        // A minus stands anywhere, or brackets stand for it.
        return text.Contains((byte)'-') || text.Contains((byte)'(') ? -hundredths : hundredths;
    }

    private static void Fail(in Field field) => FieldFaults.FailText(
        field, "money with two digits after its mark (lc_monetary decides how the server writes it: set it to C for the connection)");

    private static bool IsDigit(byte character) => character is >= (byte)'0' and <= (byte)'9';
}
