using System.Buffers.Binary;
using System.Globalization;
using System.Numerics;

namespace PgCdc.Sdk.Decoding.Fields;

/// <summary>float4send, float8send: the IEEE 754 bits in network order (pqformat.c); NaN and infinities are .NET's own.</summary>
internal static class FloatFormat
{
    private const NumberStyles Style = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;

    public static float ReadSingle(in Field field)
    {
        if (field.IsText)
        {
            return ReadText<float>(field);
        }

        if (field.Bytes.Length != sizeof(float))
        {
            FieldFaults.FailLength(field, "real", "4");
        }

        return BinaryPrimitives.ReadSingleBigEndian(field.Bytes);
    }

    public static double ReadDouble(in Field field)
    {
        if (field.IsText)
        {
            return ReadText<double>(field);
        }

        if (field.Bytes.Length != sizeof(double))
        {
            FieldFaults.FailLength(field, "double precision", "8");
        }

        return BinaryPrimitives.ReadDoubleBigEndian(field.Bytes);
    }

    /// <summary>The number nearest to a numeric; NaN and the infinities are the same in both.</summary>
    public static T OfNumeric<T>(in Field field)
        where T : struct, IFloatingPointIeee754<T>
    {
        switch (NumericText.Of(field))
        {
            case "NaN":
                return T.NaN;
            case "Infinity":
                return T.PositiveInfinity;
            case "-Infinity":
                return T.NegativeInfinity;
            case var text when T.TryParse(text, Style, CultureInfo.InvariantCulture, out var value) && T.IsFinite(value):
                return value;
            default:
                FieldFaults.FailRange(field, "numeric", "a floating-point number");
                return default;
        }
    }

    private static T ReadText<T>(in Field field)
        where T : struct, IFloatingPointIeee754<T>
    {
        var text = field.Bytes;
        if (text.SequenceEqual("NaN"u8))
        {
            return T.NaN;
        }

        if (text.SequenceEqual("Infinity"u8))
        {
            return T.PositiveInfinity;
        }

        if (text.SequenceEqual("-Infinity"u8))
        {
            return T.NegativeInfinity;
        }

        // A finite text beyond the type parses to an infinity: not what the server holds.
        if (!T.TryParse(text, Style, CultureInfo.InvariantCulture, out var value) || !T.IsFinite(value))
        {
            FieldFaults.FailText(field, "a floating-point number that fits");
        }

        return value;
    }
}
