using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace PgCdc.Sdk;

/// <summary>
/// A log sequence number: a byte position in the write-ahead log
/// (<see href="https://www.postgresql.org/docs/current/datatype-pg-lsn.html">pg_lsn</see>), written as two hexadecimal halves: <c>16/B374D848</c>.
/// </summary>
/// <param name="Value">The position in bytes since the beginning of the cluster's write-ahead log.</param>
public readonly record struct Lsn(ulong Value) : IComparable<Lsn>, IComparable, ISpanFormattable, ISpanParsable<Lsn>
{
    /// <summary>The position before everything; PostgreSQL calls it the invalid LSN.</summary>
    public static Lsn Zero => default;

    /// <inheritdoc />
    public int CompareTo(Lsn other) => Value.CompareTo(other.Value);

    /// <inheritdoc />
    public int CompareTo(object? obj) => obj switch
    {
        null => 1,
        Lsn other => CompareTo(other),
        _ => throw new ArgumentException($"An {nameof(Lsn)} compares only with another, not with a {obj.GetType().Name}.", nameof(obj)),
    };

    /// <summary>Reads <c>16/B374D848</c>.</summary>
    /// <param name="s">The text.</param>
    /// <param name="provider">Not used: an LSN is written alike in every culture.</param>
    /// <exception cref="FormatException">The text is not two hexadecimal numbers of at most eight digits with a slash between.</exception>
    public static Lsn Parse(string s, IFormatProvider? provider = null)
    {
        ArgumentNullException.ThrowIfNull(s);
        return Parse(s.AsSpan(), provider);
    }

    /// <inheritdoc />
    public static Lsn Parse(ReadOnlySpan<char> s, IFormatProvider? provider) =>
        TryParse(s, provider, out var lsn)
            ? lsn
            : throw new FormatException($"'{s}' is not an LSN: write two hexadecimal numbers with a slash between, as in 16/B374D848.");

    /// <summary>Reads <c>16/B374D848</c>; <see langword="false"/> where the text is something else.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out Lsn lsn) => TryParse(text.AsSpan(), null, out lsn);

    /// <inheritdoc />
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out Lsn result) =>
        TryParse(s.AsSpan(), provider, out result);

    /// <inheritdoc />
    public static bool TryParse(ReadOnlySpan<char> s, IFormatProvider? provider, out Lsn result)
    {
        result = default;
        var slash = s.IndexOf('/');
        if (slash < 0 || !TryParseHalf(s[..slash], out var high) || !TryParseHalf(s[(slash + 1)..], out var low))
        {
            return false;
        }

        result = new Lsn(((ulong)high << 32) | low);
        return true;
    }

    /// <inheritdoc />
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{(uint)(Value >> 32):X}/{(uint)Value:X}");

    /// <inheritdoc />
    public string ToString(string? format, IFormatProvider? formatProvider) => ToString();

    /// <inheritdoc />
    public bool TryFormat(Span<char> destination, out int charsWritten, ReadOnlySpan<char> format, IFormatProvider? provider) =>
        destination.TryWrite(CultureInfo.InvariantCulture, $"{(uint)(Value >> 32):X}/{(uint)Value:X}", out charsWritten);

    /// <summary>How many bytes of write-ahead log lie between the two; negative where <paramref name="left"/> is the earlier.</summary>
    public static long operator -(Lsn left, Lsn right) => unchecked((long)(left.Value - right.Value));

    /// <summary>Whether <paramref name="left"/> lies before <paramref name="right"/>.</summary>
    public static bool operator <(Lsn left, Lsn right) => left.Value < right.Value;

    /// <summary>Whether <paramref name="left"/> lies before <paramref name="right"/> or is the same.</summary>
    public static bool operator <=(Lsn left, Lsn right) => left.Value <= right.Value;

    /// <summary>Whether <paramref name="left"/> lies behind <paramref name="right"/>.</summary>
    public static bool operator >(Lsn left, Lsn right) => left.Value > right.Value;

    /// <summary>Whether <paramref name="left"/> lies behind <paramref name="right"/> or is the same.</summary>
    public static bool operator >=(Lsn left, Lsn right) => left.Value >= right.Value;

    // Hand-rolled bounds: NumberStyles would let signs and spaces through.
    private static bool TryParseHalf(ReadOnlySpan<char> text, out uint value)
    {
        value = 0;
        return text.Length is >= 1 and <= 8
            && uint.TryParse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out value);
    }
}
