using System.Globalization;
using System.Numerics;
using System.Text;

namespace PgCdc.Sdk.Tests.Decoding;

/// <summary>
/// Writes values as PostgreSQL's send and output functions do, from the documentation and with other means than the decoders: big
/// integers, strings and lists of bytes.
/// </summary>
internal static class PgEncoder
{
    public static byte[] Integer(BigInteger value, int width)
    {
        var bytes = new byte[width];
        var rest = value < 0 ? value + BigInteger.Pow(2, 8 * width) : value;
        for (var i = width - 1; i >= 0; i--)
        {
            bytes[i] = (byte)(rest % 256);
            rest /= 256;
        }

        return bytes;
    }

    public static byte[] Real(float value) => Integer(BitConverter.SingleToUInt32Bits(value), 4);

    public static byte[] DoublePrecision(double value) => Integer(BitConverter.DoubleToUInt64Bits(value), 8);

    /// <summary>A numeric from its text: groups of four decimal digits on either side of the point, without zero groups at the ends.</summary>
    public static byte[] Numeric(string text)
    {
        var isNegative = text.StartsWith('-');
        var parts = text.TrimStart('-').Split('.');
        var fraction = parts.Length > 1 ? parts[1] : "";
        var whole = parts[0].PadLeft((parts[0].Length + 3) / 4 * 4, '0');
        var digits = whole + fraction.PadRight((fraction.Length + 3) / 4 * 4, '0');
        var groups = Enumerable.Range(0, digits.Length / 4)
            .Select(i => int.Parse(digits.AsSpan(i * 4, 4), CultureInfo.InvariantCulture))
            .ToList();
        var weight = (whole.Length / 4) - 1;
        while (groups.Count > 0 && groups[0] == 0)
        {
            groups.RemoveAt(0);
            weight--;
        }

        while (groups.Count > 0 && groups[^1] == 0)
        {
            groups.RemoveAt(groups.Count - 1);
        }

        if (groups.Count == 0)
        {
            weight = 0;
            isNegative = false;
        }

        return
        [
            .. Integer(groups.Count, 2), .. Integer(weight, 2), .. Integer(isNegative ? 0x4000 : 0, 2), .. Integer(fraction.Length, 2),
            .. groups.SelectMany(group => Integer(group, 2)),
        ];
    }

    public static byte[] Timestamp(DateTime value) => Integer((value.Ticks - new DateTime(2000, 1, 1).Ticks) / 10, 8);

    public static byte[] Date(DateOnly value) => Integer(value.DayNumber - new DateOnly(2000, 1, 1).DayNumber, 4);

    public static byte[] Interval(long microseconds, int days, int months) =>
        [.. Integer(microseconds, 8), .. Integer(days, 4), .. Integer(months, 4)];

    public static byte[] Uuid(Guid value) => Convert.FromHexString(value.ToString("N"));

    public static byte[] Array(uint elementOid, int lowerBound, IReadOnlyCollection<byte[]?> elements)
    {
        if (elements.Count == 0)
        {
            return [.. Integer(0, 4), .. Integer(0, 4), .. Integer(elementOid, 4)];
        }

        return
        [
            .. Integer(1, 4), .. Integer(elements.Contains(null) ? 1 : 0, 4), .. Integer(elementOid, 4),
            .. Integer(elements.Count, 4), .. Integer(lowerBound, 4),
            .. elements.SelectMany(element => element is null ? Integer(-1, 4) : [.. Integer(element.Length, 4), .. element]),
        ];
    }

    public static string TimestampText(DateTime value) =>
        value.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture) + FractionText((long)value.TimeOfDay.TotalMicroseconds % 1_000_000);

    /// <summary>IntervalStyle postgres.</summary>
    public static string IntervalText(long microseconds, int days)
    {
        var text = days switch
        {
            0 => "",
            1 => "1 day",
            _ => days.ToString(CultureInfo.InvariantCulture) + " days",
        };
        if (microseconds == 0 && days != 0)
        {
            return text;
        }

        var sign = microseconds < 0 ? "-" : days < 0 ? "+" : "";
        var rest = BigInteger.Abs(microseconds);
        var seconds = rest / 1_000_000;
        var time = string.Create(
            CultureInfo.InvariantCulture, $"{sign}{(long)(seconds / 3600):00}:{(int)(seconds / 60 % 60):00}:{(int)(seconds % 60):00}");
        return text + (text.Length > 0 ? " " : "") + time + FractionText((long)(rest % 1_000_000));
    }

    /// <summary>array_out quotes what could be mistaken.</summary>
    public static string ArrayText(IEnumerable<string?> elements) => "{" + string.Join(',', elements.Select(ElementText)) + "}";

    public static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);

    private static string ElementText(string? element)
    {
        if (element is null)
        {
            return "NULL";
        }

        var isPlain = element.Length > 0
            && !element.Equals("null", StringComparison.OrdinalIgnoreCase)
            && !element.Any(character => "{}\",\\ \t\n\r\v\f".Contains(character, StringComparison.Ordinal));
        return isPlain
            ? element
            : "\"" + element.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal) + "\"";
    }

    private static string FractionText(long microseconds) => microseconds == 0
        ? ""
        : "." + microseconds.ToString("000000", CultureInfo.InvariantCulture).TrimEnd('0');
}
