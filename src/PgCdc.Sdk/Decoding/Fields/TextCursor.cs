using System.Buffers.Text;

namespace PgCdc.Sdk.Decoding.Fields;

/// <summary>Walks over a value's text, one part at a time; nothing is consumed where the part is not there.</summary>
internal ref struct TextCursor(ReadOnlySpan<byte> text)
{
    private ReadOnlySpan<byte> _rest = text;

    public readonly bool IsAtEnd => _rest.IsEmpty;

    /// <summary>The next character; 0 at the end.</summary>
    public readonly byte Next => _rest.IsEmpty ? (byte)0 : _rest[0];

    public bool TrySkip(byte character)
    {
        if (Next != character || _rest.IsEmpty)
        {
            return false;
        }

        _rest = _rest[1..];
        return true;
    }

    public bool TrySkip(ReadOnlySpan<byte> word)
    {
        if (!_rest.StartsWith(word))
        {
            return false;
        }

        _rest = _rest[word.Length..];
        return true;
    }

    /// <summary>Takes an unsigned number of so many digits; all of the digits that are there, or none.</summary>
    public bool TryNumber(int minDigits, int maxDigits, out long value)
    {
        value = 0;
        var count = _rest.IndexOfAnyExceptInRange((byte)'0', (byte)'9');
        count = count < 0 ? _rest.Length : count;
        if (count < minDigits || count > maxDigits)
        {
            return false;
        }

        foreach (var digit in _rest[..count])
        {
            value = (value * 10) + (digit - '0');
        }

        _rest = _rest[count..];
        return true;
    }

    /// <summary>Takes a point and one to six digits as microseconds, where they are there; <see langword="false"/> where they are malformed.</summary>
    public bool TryFraction(out long microseconds)
    {
        const int Digits = 6;
        microseconds = 0;
        if (!TrySkip((byte)'.'))
        {
            return true;
        }

        var before = _rest.Length;
        if (!TryNumber(1, Digits, out microseconds))
        {
            return false;
        }

        for (var digits = before - _rest.Length; digits < Digits; digits++)
        {
            microseconds *= 10;
        }

        return true;
    }
}
