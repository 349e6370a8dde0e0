using System.Buffers.Binary;
using System.Globalization;

namespace PgCdc.Sdk.Decoding.Fields;

/// <summary>
/// A finite numeric: <c>±Digits × 10^Exponent</c>, written with <c>Scale</c> digits after the point. It holds what a
/// <see cref="decimal"/> may need, and refuses longer ones.
/// </summary>
internal readonly struct NumericValue
{
    // numeric_send (numeric.c): int16 ndigits, weight, sign, dscale; then ndigits int16 in base 10000.
    private const int HeaderLength = 8;
    private const int GroupExponent = 4;
    private const uint GroupBase = 10_000;
    private const ushort Positive = 0x0000;
    private const ushort Negative = 0x4000;
    private const ushort NaN = 0xC000;
    private const ushort PositiveInfinity = 0xD000;
    private const ushort NegativeInfinity = 0xF000;

    /// <summary>NUMERIC_DSCALE_MASK (numeric.c).</summary>
    private const ushort MaxDisplayScale = 0x3FFF;

    /// <summary>29 digits, the most of a decimal, span at most 8 groups; 9 still fit 128 bits and mend odd alignments.</summary>
    private const int MaxGroups = 9;
    private const int MaxGroupsOf64Bits = 4;
    private const int MaxDecimalScale = 28;

    private static readonly UInt128 MaxDecimalDigits = (UInt128.One << 96) - 1;

    /// <summary>Above this no further decimal digit surely fits 128 bits.</summary>
    private static readonly UInt128 MaxBeforeDigit = (UInt128.MaxValue - 9) / 10;

    private NumericValue(bool isNegative, UInt128 digits, int exponent, int scale)
    {
        IsNegative = isNegative;
        Digits = digits;
        Exponent = exponent;
        Scale = scale;
    }

    private bool IsNegative { get; }

    private UInt128 Digits { get; }

    private int Exponent { get; }

    private int Scale { get; }

    /// <summary>Reads a numeric; NaN, an infinity or more digits than any .NET number holds are errors.</summary>
    public static NumericValue Read(in Field field) => field.IsText ? ReadText(field) : ReadBinary(field);

    /// <summary>The same value with the same digits after the point as far as a decimal has room for zeros; never a rounded one.</summary>
    public bool TryToDecimal(out decimal value)
    {
        value = default;
        var digits = Digits;
        var shift = Exponent + Scale;
        var scale = Scale;
        if (digits == 0)
        {
            value = new decimal(0, 0, 0, isNegative: false, (byte)Math.Min(scale, MaxDecimalScale));
            return true;
        }

        // Trailing zeros that pad the last group go ...
        for (; shift < 0; shift++)
        {
            if (!TryDropZero(ref digits))
            {
                return false;
            }
        }

        // ... and those that the display scale asks for come, as far as they fit.
        for (; shift > 0 && digits <= MaxDecimalDigits / 10; shift--)
        {
            digits *= 10;
        }

        scale -= shift;
        for (; scale > MaxDecimalScale || (digits > MaxDecimalDigits && scale > 0); scale--)
        {
            if (!TryDropZero(ref digits))
            {
                return false;
            }
        }

        if (scale < 0 || digits > MaxDecimalDigits)
        {
            return false;
        }

        value = new decimal((int)(uint)digits, (int)(uint)(digits >> 32), (int)(uint)(digits >> 64), IsNegative, (byte)scale);
        return true;
    }

    /// <summary>The value, where it has no fraction and is not negative.</summary>
    public bool TryToUInt64(out ulong value)
    {
        value = default;
        var digits = Digits;
        if (digits == 0)
        {
            return true;
        }

        var exponent = Exponent;
        for (; exponent < 0; exponent++)
        {
            if (!TryDropZero(ref digits))
            {
                return false;
            }
        }

        for (; exponent > 0 && digits <= ulong.MaxValue; exponent--)
        {
            digits *= 10;
        }

        value = (ulong)digits;
        return !IsNegative && exponent == 0 && digits <= ulong.MaxValue;
    }

    private static NumericValue ReadBinary(in Field field)
    {
        var bytes = field.Bytes;
        if (bytes.Length < HeaderLength)
        {
            FieldFaults.FailLength(field, "numeric", "at least 8");
        }

        int count = BinaryPrimitives.ReadUInt16BigEndian(bytes);
        int weight = BinaryPrimitives.ReadInt16BigEndian(bytes[2..]);
        var sign = BinaryPrimitives.ReadUInt16BigEndian(bytes[4..]);
        int scale = BinaryPrimitives.ReadUInt16BigEndian(bytes[6..]);
        if (bytes.Length != HeaderLength + (count * sizeof(ushort)))
        {
            FieldFaults.FailLength(
                field, "this numeric", (HeaderLength + (count * sizeof(ushort))).ToString(CultureInfo.InvariantCulture));
        }

        if (sign is not (Positive or Negative))
        {
            FailOnSign(field, sign);
        }

        if (scale > MaxDisplayScale)
        {
            field.Fail("the header of its numeric is not one");
        }

        var groups = bytes[HeaderLength..];
        var exponent = (weight - count + 1) * GroupExponent;
        var leadingZeros = groups.IndexOfAnyExcept((byte)0) switch { < 0 => count, var first => first / sizeof(ushort) };
        groups = groups[(leadingZeros * sizeof(ushort))..];
        return new NumericValue(sign == Negative, ReadGroups(field, groups), exponent, scale);
    }

    private static UInt128 ReadGroups(in Field field, ReadOnlySpan<byte> groups)
    {
        var count = groups.Length / sizeof(ushort);
        if (count > MaxGroups)
        {
            FailOnDigits(field);
        }

        ulong high = 0;
        var first = Math.Min(count, MaxGroupsOf64Bits);
        for (var i = 0; i < first; i++)
        {
            high = (high * GroupBase) + ReadGroup(field, groups[(i * sizeof(ushort))..]);
        }

        UInt128 digits = high;
        for (var i = first; i < count; i++)
        {
            digits = (digits * GroupBase) + ReadGroup(field, groups[(i * sizeof(ushort))..]);
        }

        return digits;
    }

    private static uint ReadGroup(in Field field, ReadOnlySpan<byte> bytes)
    {
        uint group = BinaryPrimitives.ReadUInt16BigEndian(bytes);
        if (group >= GroupBase)
        {
            field.Fail("a digit of its numeric is not below 10000");
        }

        return group;
    }

    /// <summary>numeric_out: sign, digits, point, digits; without an exponent and without a bare point.</summary>
    private static NumericValue ReadText(in Field field)
    {
        var text = field.Bytes;
        var isNegative = text.Length > 0 && text[0] == (byte)'-';
        var unsigned = text[(isNegative ? 1 : 0)..];
        if (text.SequenceEqual("NaN"u8) || unsigned.SequenceEqual("Infinity"u8))
        {
            FailOnSign(field, unsigned.Length == 3 ? NaN : isNegative ? NegativeInfinity : PositiveInfinity);
        }

        var point = unsigned.IndexOf((byte)'.');
        var whole = point < 0 ? unsigned : unsigned[..point];
        var fraction = point < 0 ? default : unsigned[(point + 1)..];
        if (whole.IsEmpty || (point >= 0 && fraction.IsEmpty) || fraction.Length > MaxDisplayScale)
        {
            FieldFaults.FailText(field, "a numeric");
        }

        // Zeros at the end of the fraction belong to the display scale, not to the digits.
        var significant = fraction.TrimEnd((byte)'0');
        UInt128 digits = 0;
        AddDigits(field, whole, ref digits);
        AddDigits(field, significant, ref digits);
        return new NumericValue(isNegative, digits, -significant.Length, fraction.Length);
    }

    private static void AddDigits(in Field field, ReadOnlySpan<byte> text, ref UInt128 digits)
    {
        foreach (var character in text)
        {
            var digit = (uint)(character - '0');
            if (digit > 9)
            {
                FieldFaults.FailText(field, "a numeric");
            }

            if (digits > MaxBeforeDigit)
            {
                FailOnDigits(field);
            }

            digits = (digits * 10) + digit;
        }
    }

    private static bool TryDropZero(ref UInt128 digits)
    {
        // 64-bit division where it will do: a 128-bit one costs ten times as much.
        if (digits <= ulong.MaxValue)
        {
            var (quotient, remainder) = Math.DivRem((ulong)digits, 10UL);
            digits = quotient;
            return remainder == 0;
        }

        var tenth = digits / 10;
        var isZero = tenth * 10 == digits;
        digits = tenth;
        return isZero;
    }

    private static void FailOnSign(in Field field, ushort sign) => field.Fail(sign switch
    {
        NaN => "NaN of numeric has no counterpart in .NET's type",
        PositiveInfinity => "Infinity of numeric has no counterpart in .NET's type",
        NegativeInfinity => "-Infinity of numeric has no counterpart in .NET's type",
        _ => "the sign of its numeric is not one",
    });

    private static void FailOnDigits(in Field field) => field.Fail("its numeric has more digits than .NET's type holds without rounding");
}
