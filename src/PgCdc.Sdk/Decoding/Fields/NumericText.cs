using System.Buffers.Binary;
using System.Text;

namespace PgCdc.Sdk.Decoding.Fields;

/// <summary>A numeric to its full range as numeric_out writes it: up to 131072 digits before the point and 16383 behind it (numeric.c).</summary>
internal static class NumericText
{
    private const int DigitsPerGroup = 4;

    /// <summary>The digits, or <c>NaN</c>, <c>Infinity</c>, <c>-Infinity</c>.</summary>
    public static ReadOnlySpan<char> Of(in Field field) => field.IsText ? OfText(field) : OfBinary(field);

    private static ReadOnlySpan<char> OfText(in Field field)
    {
        var text = field.Bytes;
        if (!text.SequenceEqual("NaN"u8) && !text.SequenceEqual("Infinity"u8) && !text.SequenceEqual("-Infinity"u8))
        {
            var unsigned = text[(text.Length > 0 && text[0] == (byte)'-' ? 1 : 0)..];
            var point = unsigned.IndexOf((byte)'.');
            var whole = point < 0 ? unsigned : unsigned[..point];
            var fraction = point < 0 ? default : unsigned[(point + 1)..];
            if (whole.IsEmpty
                || (point >= 0 && fraction.IsEmpty)
                || whole.IndexOfAnyExceptInRange((byte)'0', (byte)'9') >= 0
                || fraction.IndexOfAnyExceptInRange((byte)'0', (byte)'9') >= 0)
            {
                FieldFaults.FailText(field, "a numeric");
            }
        }

        return Encoding.ASCII.GetString(text);
    }

    private static ReadOnlySpan<char> OfBinary(in Field field)
    {
        var header = NumericFormat.ReadHeader(field);
        switch (header.Sign)
        {
            case NumericFormat.NaN:
                return "NaN";
            case NumericFormat.PositiveInfinity:
                return "Infinity";
            case NumericFormat.NegativeInfinity:
                return "-Infinity";
        }

        NumericFormat.RequireFinite(field, header);

        // A sign and a point, a zero where nothing else is before the point, and up to three digits more than the scale shows.
        var text = new char[2 + ((Math.Max(header.Weight, 0) + 1 + (header.Scale / DigitsPerGroup) + 1) * DigitsPerGroup)];
        var length = 0;
        if (header.Sign == NumericFormat.Negative)
        {
            text[length++] = '-';
        }

        if (header.Weight < 0)
        {
            text[length++] = '0';
        }

        for (var group = 0; group <= header.Weight; group++)
        {
            Append(field, text, ref length, header, group);
        }

        if (header.Scale > 0)
        {
            text[length++] = '.';
            var end = length + header.Scale;
            for (var group = header.Weight + 1; length < end; group++)
            {
                // Groups between the point and the first that was sent are zeros.
                Append(field, text, ref length, header, group);
            }

            length = end;
        }

        return text.AsSpan(0, length);
    }

    private static void Append(in Field field, char[] text, ref int length, in NumericHeader header, int group)
    {
        var digits = field.Bytes[NumericFormat.HeaderLength..];
        uint value = group < 0 || group >= header.Count
            ? (ushort)0
            : BinaryPrimitives.ReadUInt16BigEndian(digits[(group * sizeof(ushort))..]);
        if (value >= NumericFormat.GroupBase)
        {
            NumericFormat.FailGroup(field);
        }

        for (var place = DigitsPerGroup - 1; place >= 0; place--)
        {
            text[length + place] = (char)('0' + (value % 10));
            value /= 10;
        }

        length += DigitsPerGroup;
    }
}
