namespace PgCdc.Sdk.Decoding.Fields;

/// <summary>
/// Walks over a range's text. A bound without quotes ends at a comma or bracket; in quotes, a quote is doubled or has a backslash before
/// it (<see href="https://www.postgresql.org/docs/current/rangetypes.html#RANGETYPES-IO">Range Input/Output</see>).
/// </summary>
internal ref struct RangeText
{
    private const string Expected = "a range";

    private readonly Field _field;
    private ReadOnlySpan<byte> _rest;

    public RangeText(in Field field)
    {
        _field = field;
        _rest = field.Bytes;
    }

    /// <summary>Steps over the opening bracket; whether it includes its bound.</summary>
    public bool Open() => Skip((byte)'[', (byte)'(') == (byte)'[';

    public void Comma() => Skip((byte)',', (byte)',');

    /// <summary>Steps over the closing bracket, behind which nothing is; whether it includes its bound.</summary>
    public bool Close()
    {
        var isInclusive = Skip((byte)']', (byte)')') == (byte)']';
        if (!_rest.IsEmpty)
        {
            FieldFaults.FailText(_field, Expected);
        }

        return isInclusive;
    }

    /// <summary>Takes a bound; <see langword="false"/> where there is none.</summary>
    public bool TryBound(out ReadOnlySpan<byte> bound)
    {
        if (!_rest.IsEmpty && _rest[0] == (byte)'"')
        {
            bound = Quoted();
            return true;
        }

        var end = _rest.IndexOfAny((byte)',', (byte)']', (byte)')');
        bound = end < 0 ? _rest : _rest[..end];
        if (bound.IndexOfAny((byte)'"', (byte)'\\') >= 0)
        {
            FieldFaults.FailText(_field, Expected);
        }

        _rest = _rest[bound.Length..];
        return !bound.IsEmpty;
    }

    private byte[] Quoted()
    {
        var unescaped = new List<byte>();
        for (var i = 1; i < _rest.Length; i++)
        {
            var isPair = i + 1 < _rest.Length && (_rest[i] == (byte)'\\' || (_rest[i] == (byte)'"' && _rest[i + 1] == (byte)'"'));
            if (isPair)
            {
                i++;
            }
            else if (_rest[i] == (byte)'"')
            {
                _rest = _rest[(i + 1)..];
                return [.. unescaped];
            }

            unescaped.Add(_rest[i]);
        }

        FieldFaults.FailText(_field, Expected);
        return [];
    }

    private byte Skip(byte either, byte or)
    {
        if (_rest.IsEmpty || (_rest[0] != either && _rest[0] != or))
        {
            FieldFaults.FailText(_field, Expected);
        }

        var skipped = _rest[0];
        _rest = _rest[1..];
        return skipped;
    }
}
