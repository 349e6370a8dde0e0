using System.Buffers;

namespace PgCdc.Sdk.Decoding.Fields;

/// <summary>
/// Walks over the elements of an array's text, <c>{{1,NULL},{"a\"b",2}}</c>, where the lower bounds may come first: <c>[0:2]={1,2,3}</c>
/// (<see href="https://www.postgresql.org/docs/current/arrays.html#ARRAYS-IO">Array Input and Output Syntax</see>; array_out of
/// arrayfuncs.c); or of a multirange's, <c>{[1,2),[5,7)}</c>.
/// </summary>
internal ref struct ArrayText
{
    private const string Expected = "an array";

    private static readonly SearchValues<byte> BoundCharacters = SearchValues.Create("[]:-0123456789"u8);

    /// <summary>What array_out writes only between quotes.</summary>
    private static readonly SearchValues<byte> Quotable = SearchValues.Create("{}\"\\"u8);

    private readonly bool _isMultirange;
    private readonly byte _delimiter;
    private ReadOnlySpan<byte> _rest;
    private byte[]? _unescaped;
    private int _taken;

    private ArrayText(ReadOnlySpan<byte> elements, ArrayShape shape, bool isMultirange, byte delimiter)
    {
        _rest = elements;
        _isMultirange = isMultirange;
        _delimiter = delimiter;
        Shape = shape;
    }

    /// <summary>The dimensions.</summary>
    public ArrayShape Shape { get; }

    /// <summary>Measures, and steps before the first element.</summary>
    /// <param name="array">The value.</param>
    /// <param name="rank">How many dimensions the property has.</param>
    /// <param name="isMultirange">Whether it is a multirange's text.</param>
    /// <param name="delimiter">What stands between the elements: a comma, but for boxes a semicolon (<c>typdelim</c> of pg_type).</param>
    public static ArrayText Open(in Field array, int rank, bool isMultirange, byte delimiter)
    {
        var elements = AfterBounds(array, rank);
        if (elements.Length < 2 || elements[0] != (byte)'{' || elements[^1] != (byte)'}')
        {
            FieldFaults.FailText(array, Expected);
        }

        if (elements.Length == 2)
        {
            return new ArrayText(default, ArrayShape.Empty, isMultirange, delimiter);
        }

        var depth = isMultirange ? 1 : elements.IndexOfAnyExcept((byte)'{');
        ArrayShape.RequireRank(array, depth, rank);
        return new ArrayText(elements, Measure(array, elements, depth, isMultirange, delimiter), isMultirange, delimiter);
    }

    /// <summary>Takes the next element; <see langword="false"/> where it is NULL. The text is good until the next call.</summary>
    public bool TryNext(scoped in Field array, out ReadOnlySpan<byte> element)
    {
        StepIn(array);
        var isQuoted = _rest.Length > 0 && _rest[0] == (byte)'"' && !_isMultirange;
        if (isQuoted)
        {
            element = TakeQuoted(array);
        }
        else
        {
            var end = _isMultirange ? RangeLength(_rest) : _rest.IndexOfAny(_delimiter, (byte)'}');
            element = end < 0 ? _rest : _rest[..end];
            _rest = _rest[element.Length..];
            if (element.IsEmpty || (!_isMultirange && element.IndexOfAny(Quotable) >= 0))
            {
                FieldFaults.FailText(array, Expected);
            }
        }

        _taken++;
        return isQuoted || !element.SequenceEqual("NULL"u8);
    }

    /// <summary>Nothing but the closing braces may follow.</summary>
    public readonly void End(scoped in Field array)
    {
        var depth = Shape.Dimensions;
        if (_rest.Length != depth || _rest.ContainsAnyExcept((byte)'}'))
        {
            FieldFaults.FailText(array, Expected);
        }
    }

    private static ReadOnlySpan<byte> AfterBounds(in Field array, int rank)
    {
        var text = array.Bytes;
        if (text.IsEmpty || text[0] != (byte)'[')
        {
            return text;
        }

        var end = text.IndexOf((byte)'=');
        if (end < 0 || text[end - 1] != (byte)']' || text[..end].IndexOfAnyExcept(BoundCharacters) >= 0)
        {
            FieldFaults.FailText(array, Expected);
        }

        ArrayShape.RequireRank(array, text[..end].Count((byte)'['), rank);
        return text[(end + 1)..];
    }

    /// <summary>Counts what the first row, the first plane and the whole have; that all are alike shows when they are taken.</summary>
    private static ArrayShape Measure(in Field array, ReadOnlySpan<byte> text, int depth, bool isMultirange, byte delimiter)
    {
        Span<int> sizes = stackalloc int[depth];
        var level = 0;
        var done = depth;
        for (var i = 0; i < text.Length; i++)
        {
            switch (text[i])
            {
                case (byte)'\\':
                    i++;
                    break;
                case (byte)'"':
                    i += QuotedLength(text[i..]) - 1;
                    break;
                case (byte)'{':
                    level++;
                    break;
                case (byte)'}':
                    // A level that closes for the first time has been counted, its last element apart.
                    if (level > 0 && level <= done)
                    {
                        sizes[level - 1]++;
                        done = level - 1;
                    }

                    level--;
                    break;
                case (byte)'[' or (byte)'(' when isMultirange:
                    i += Math.Max(RangeLength(text[i..]) - 1, 0);
                    break;
                case var character when character == delimiter && level > 0 && level <= done:
                    sizes[level - 1]++;
                    break;
            }

            if (level < 0 || level > depth)
            {
                FieldFaults.FailText(array, Expected);
            }
        }

        var shape = ArrayShape.Empty;
        long count = 1;
        foreach (var size in sizes)
        {
            shape = shape.With(size);
            count *= size;

            // Each element has a character at least.
            if (level != 0 || count > text.Length)
            {
                FailRagged(array);
            }
        }

        return shape;
    }

    private static void FailRagged(in Field array) => FieldFaults.FailText(array, Expected + " whose rows are equally long");

    /// <summary>Steps over the braces and the comma before the next element, which are where the shape says.</summary>
    private void StepIn(scoped in Field array)
    {
        var closed = 0;
        if (_taken > 0)
        {
            for (int rest = _taken, level = Shape.Dimensions; level > 1 && rest % SizeOf(level) == 0; level--)
            {
                closed++;
                rest /= SizeOf(level);
            }
        }

        var opened = _taken == 0 ? Shape.Dimensions : closed;
        Skip(array, (byte)'}', closed);
        Skip(array, _delimiter, _taken == 0 ? 0 : 1);
        Skip(array, (byte)'{', opened);
    }

    private readonly int SizeOf(int level) => level == 3 ? Shape.Third : level == 2 ? Shape.Second : Shape.First;

    private void Skip(scoped in Field array, byte character, int times)
    {
        for (; times > 0; times--)
        {
            if (_rest.IsEmpty || _rest[0] != character)
            {
                FailRagged(array);
            }

            _rest = _rest[1..];
        }
    }

    /// <summary>How long the range is that begins here; -1 where it does not end. A bracket within quotes does not end it.</summary>
    private static int RangeLength(ReadOnlySpan<byte> text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            switch (text[i])
            {
                case (byte)'"':
                    i += QuotedLength(text[i..]) - 1;
                    break;
                case (byte)'\\':
                    i++;
                    break;
                case (byte)']' or (byte)')':
                    return i + 1;
            }
        }

        return -1;
    }

    /// <summary>How long the quoted text is that begins here, with its quotes; what is left where it does not end.</summary>
    private static int QuotedLength(ReadOnlySpan<byte> text)
    {
        for (var i = 1; i < text.Length; i++)
        {
            switch (text[i])
            {
                case (byte)'\\':
                    i++;
                    break;
                case (byte)'"':
                    return i + 1;
            }
        }

        return text.Length;
    }

    private ReadOnlySpan<byte> TakeQuoted(scoped in Field array)
    {
        var text = _rest[1..];
        var end = text.IndexOfAny((byte)'"', (byte)'\\');
        if (end >= 0 && text[end] == (byte)'"')
        {
            _rest = text[(end + 1)..];
            return text[..end];
        }

        return TakeEscaped(array, text);
    }

    private ReadOnlySpan<byte> TakeEscaped(scoped in Field array, ReadOnlySpan<byte> text)
    {
        // One buffer for all elements that are escaped: none is longer than what is left.
        var unescaped = _unescaped ??= new byte[text.Length];
        var length = 0;
        for (var i = 0; i < text.Length; i++)
        {
            switch (text[i])
            {
                case (byte)'"':
                    _rest = text[(i + 1)..];
                    return unescaped.AsSpan(0, length);
                case (byte)'\\' when ++i == text.Length:
                    break;
                default:
                    unescaped[length++] = text[i];
                    break;
            }
        }

        FieldFaults.FailText(array, Expected);
        return default;
    }
}
