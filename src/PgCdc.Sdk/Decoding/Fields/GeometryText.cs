using System.Buffers;
using System.Globalization;
using NpgsqlTypes;

namespace PgCdc.Sdk.Decoding.Fields;

/// <summary>
/// Walks over a geometric value's text: numbers, commas and brackets without blanks
/// (<see href="https://www.postgresql.org/docs/current/datatype-geometric.html">Geometric Types</see>, geo_ops.c).
/// </summary>
internal ref struct GeometryText
{
    private static readonly SearchValues<byte> NumberEnds = SearchValues.Create(",()[]{}<>;"u8);

    private readonly Field _field;
    private readonly string _expected;
    private ReadOnlySpan<byte> _rest;

    public GeometryText(in Field field, string expected)
    {
        _field = field;
        _expected = expected;
        _rest = field.Bytes;
    }

    /// <summary>The next character; 0 at the end.</summary>
    public readonly byte Next => _rest.IsEmpty ? (byte)0 : _rest[0];

    /// <summary>How many points there can be at most.</summary>
    public readonly int MaxPoints => _rest.Count((byte)'(');

    public bool TrySkip(char character)
    {
        if (_rest.IsEmpty || _rest[0] != (byte)character)
        {
            return false;
        }

        _rest = _rest[1..];
        return true;
    }

    public void Skip(char character)
    {
        if (!TrySkip(character))
        {
            FieldFaults.FailText(_field, _expected);
        }
    }

    public double Number()
    {
        const NumberStyles Style = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
        var end = _rest.IndexOfAny(NumberEnds);
        var text = end < 0 ? _rest : _rest[..end];
        _rest = _rest[text.Length..];
        double value;
        if (text.SequenceEqual("NaN"u8))
        {
            value = double.NaN;
        }
        else if (text.SequenceEqual("Infinity"u8))
        {
            value = double.PositiveInfinity;
        }
        else if (text.SequenceEqual("-Infinity"u8))
        {
            value = double.NegativeInfinity;
        }
        else if (!double.TryParse(text, Style, CultureInfo.InvariantCulture, out value) || !double.IsFinite(value))
        {
            FieldFaults.FailText(_field, _expected);
        }

        return value;
    }

    public NpgsqlPoint Point()
    {
        Skip('(');
        var x = Number();
        Skip(',');
        var y = Number();
        Skip(')');
        return new NpgsqlPoint(x, y);
    }

    /// <summary>Takes points with commas between them.</summary>
    public List<NpgsqlPoint> Points()
    {
        var points = new List<NpgsqlPoint>(MaxPoints);
        do
        {
            points.Add(Point());
        }
        while (TrySkip(','));
        return points;
    }

    public readonly void End()
    {
        if (!_rest.IsEmpty)
        {
            FieldFaults.FailText(_field, _expected);
        }
    }
}
