namespace PgCdc.Sdk.Decoding.Fields;

/// <summary>
/// Walks over a composite's text, <c>(1,"a b",,"")</c>: nothing between two commas is NULL, and within quotes a quote or a backslash is
/// doubled or has a backslash before it
/// (<see href="https://www.postgresql.org/docs/current/rowtypes.html#ROWTYPES-IO-SYNTAX">Composite Type Input and Output Syntax</see>).
/// </summary>
internal ref struct CompositeText
{
    private const string Expected = "a composite value";

    private readonly Field _field;
    private ReadOnlySpan<byte> _rest;

    public CompositeText(in Field field)
    {
        _field = field;
        _rest = field.Bytes;
        if (_rest.Length < 2 || _rest[0] != (byte)'(' || _rest[^1] != (byte)')')
        {
            FieldFaults.FailText(field, Expected);
        }

        _rest = _rest[1..^1];
    }

    public readonly bool IsAtEnd => _rest.IsEmpty;

    /// <summary>Takes the next attribute, <see langword="null"/> for NULL; <see langword="false"/> where there is none.</summary>
    public bool TryNext(bool isFirst, out byte[]? attribute)
    {
        attribute = null;
        if (!isFirst)
        {
            if (_rest.IsEmpty || _rest[0] != (byte)',')
            {
                return false;
            }

            _rest = _rest[1..];
        }

        if (!_rest.IsEmpty && _rest[0] == (byte)'"')
        {
            attribute = Quoted();
            return true;
        }

        var end = _rest.IndexOf((byte)',');
        var text = end < 0 ? _rest : _rest[..end];
        if (text.IndexOfAny("\"\\()"u8) >= 0)
        {
            FieldFaults.FailText(_field, Expected);
        }

        _rest = _rest[text.Length..];
        attribute = text.IsEmpty ? null : text.ToArray();
        return true;
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
}
