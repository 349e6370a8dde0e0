using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace PgCdc.Sdk.Decoding.Fields;

/// <summary>Reads a numeric from the bytes of numeric_send or the text of numeric_out (numeric.c).</summary>
internal static class NumericFormat
{
    // numeric_send (numeric.c): int16 ndigits, weight, sign, dscale; then ndigits int16 in base 10000.
    public const int HeaderLength = 8;
    private const int GroupExponent = 4;
    public const uint GroupBase = 10_000;
    private const ushort Positive = 0x0000;
    public const ushort Negative = 0x4000;
    public const ushort NaN = 0xC000;
    public const ushort PositiveInfinity = 0xD000;
    public const ushort NegativeInfinity = 0xF000;

    /// <summary>NUMERIC_DSCALE_MASK (numeric.c).</summary>
    private const ushort MaxDisplayScale = 0x3FFF;

    /// <summary>29 digits, the most of a decimal, span at most 8 groups; 9 still fit 128 bits and mend odd alignments.</summary>
    private const int MaxGroups = 9;
    private const int MaxGroupsOf64Bits = 4;

    /// <summary>Above this no further decimal digit surely fits 128 bits.</summary>
    private static readonly UInt128 MaxBeforeDigit = (UInt128.MaxValue - 9) / 10;

    /// <summary>Reads a numeric; NaN, an infinity or more digits than any .NET number holds are errors.</summary>
    public static NumericValue Read(in Field field) => field.IsText ? ReadText(field) : ReadBinary(field);

    /// <summary>Reads what stands before the groups, and that there are as many as it says.</summary>
    public static NumericHeader ReadHeader(in Field field)
    {
        var bytes = field.Bytes;
        if (bytes.Length < HeaderLength)
        {
            FieldFaults.FailLength(field, "numeric", "at least 8");
        }

        int count = BinaryPrimitives.ReadUInt16BigEndian(bytes);
        if (bytes.Length != HeaderLength + (count * sizeof(ushort)))
        {
            FieldFaults.FailLength(
                field, "this numeric", (HeaderLength + (count * sizeof(ushort))).ToString(CultureInfo.InvariantCulture));
        }

        return new NumericHeader(
            count,
            BinaryPrimitives.ReadInt16BigEndian(bytes[2..]),
            BinaryPrimitives.ReadUInt16BigEndian(bytes[4..]),
            BinaryPrimitives.ReadUInt16BigEndian(bytes[6..]));
    }

    /// <summary>The sign is that of a finite number, and the scale one that there is.</summary>
    public static void RequireFinite(in Field field, in NumericHeader header)
    {
        if (header.Sign is not (Positive or Negative))
        {
            FailOnSign(field, header.Sign);
        }

        if (header.Scale > MaxDisplayScale)
        {
            field.Fail("the header of its numeric is not one");
        }
    }

    /// <summary>A group is four decimal digits.</summary>
    [DoesNotReturn]
    public static void FailGroup(in Field field) => field.Fail("a digit of its numeric is not below 10000");

    /// <summary>NaN and the infinities, where .NET's type has none.</summary>
    [DoesNotReturn]
    public static void FailOnSign(in Field field, ushort sign) => field.Fail(sign switch
    {
        NaN => "NaN of numeric has no counterpart in .NET's type",
        PositiveInfinity => "Infinity of numeric has no counterpart in .NET's type",
        NegativeInfinity => "-Infinity of numeric has no counterpart in .NET's type",
        _ => "the sign of its numeric is not one",
    });

    private static NumericValue ReadBinary(in Field field)
    {
        var header = ReadHeader(field);
        RequireFinite(field, header);
        var groups = field.Bytes[HeaderLength..];
        var exponent = (header.Weight - header.Count + 1) * GroupExponent;
        var leadingZeros = groups.IndexOfAnyExcept((byte)0) switch { < 0 => header.Count, var first => first / sizeof(ushort) };
        groups = groups[(leadingZeros * sizeof(ushort))..];
        return new NumericValue(header.Sign == Negative, ReadGroups(field, groups), exponent, header.Scale);
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
            FailGroup(field);
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

    private static void FailOnDigits(in Field field) => field.Fail("its numeric has more digits than .NET's type holds without rounding");
}
