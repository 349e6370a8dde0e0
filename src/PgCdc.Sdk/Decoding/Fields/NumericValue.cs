namespace PgCdc.Sdk.Decoding.Fields;

/// <summary>
/// A finite numeric: <c>±Digits × 10^Exponent</c>, written with <c>Scale</c> digits after the point. It holds what a
/// <see cref="decimal"/> may need.
/// </summary>
internal readonly struct NumericValue(bool isNegative, UInt128 digits, int exponent, int scale)
{
    private const int MaxDecimalScale = 28;

    private static readonly UInt128 MaxDecimalDigits = (UInt128.One << 96) - 1;

    private bool IsNegative { get; } = isNegative;

    private UInt128 Digits { get; } = digits;

    private int Exponent { get; } = exponent;

    private int Scale { get; } = scale;

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

        if (TryToShortDecimal(out value))
        {
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

    /// <summary>The common case in 64 bits: up to sixteen digits, and at most a group's zeros too many.</summary>
    private bool TryToShortDecimal(out decimal value)
    {
        value = default;
        ulong padding = (Exponent + Scale) switch
        {
            0 => 1,
            -1 => 10,
            -2 => 100,
            -3 => 1000,
            _ => 0,
        };
        if (padding == 0 || Digits > ulong.MaxValue || Scale > MaxDecimalScale)
        {
            return false;
        }

        var (digits, rest) = Math.DivRem((ulong)Digits, padding);
        if (rest != 0)
        {
            return false;
        }

        value = new decimal((int)(uint)digits, (int)(uint)(digits >> 32), 0, IsNegative, (byte)Scale);
        return true;
    }

    private static bool TryDropZero(ref UInt128 digits)
    {
        // 64-bit division where it will do: .NET divides 128 bits in software.
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
}
