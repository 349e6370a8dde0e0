using System.Buffers;

namespace PgCdc.Sdk.Decoding.Fields;

/// <summary>
/// Walks over the elements of an array's text, <c>{1,NULL,"a\"b"}</c>, where the lower bound may come first: <c>[0:2]={1,2,3}</c>
/// (<see href="https://www.postgresql.org/docs/current/arrays.html#ARRAYS-IO">Array Input and Output Syntax</see>; array_out of arrayfuncs.c).
/// </summary>
internal ref struct ArrayText
{
    /// <summary>MAXDIM of c.h.</summary>
    public const int MaxDimensions = 6;

    private const string Expected = "an array";

    private static readonly SearchValues<byte> BoundCharacters = SearchValues.Create("[]:-0123456789"u8);

    /// <summary>What array_out writes only between quotes.</summary>
    private static readonly SearchValues<byte> Quotable = SearchValues.Create("{}\"\\"u8);

    private ReadOnlySpan<byte> _rest;
    private byte[]? _unescaped;

    private ArrayText(ReadOnlySpan<byte> elements, int count)
    {
        _rest = elements;
        Count = count;
    }

    /// <summary>How many elements there are, NULLs included.</summary>
    public int Count { get; }

    /// <summary>Steps into the braces and counts.</summary>
    public static ArrayText Open(in Field array)
    {
        var elements = AfterBounds(array);
        if (elements.Length < 2 || elements[0] != (byte)'{' || elements[^1] != (byte)'}')
        {
            FieldFaults.FailText(array, Expected);
        }

        elements = elements[1..^1];
        return new ArrayText(elements, CountElements(array, elements));
    }

    /// <summary>Several dimensions have no counterpart yet.</summary>
    public static void RequireOneDimension(in Field array, int dimensions)
    {
        if (dimensions > 1)
        {
            array.Fail("its array has several dimensions, and only one can be read");
        }
    }

    /// <summary>Takes the next element; <see langword="false"/> where it is NULL. The text is good until the next call.</summary>
    public bool TryNext(scoped in Field array, out ReadOnlySpan<byte> element)
    {
        var isQuoted = _rest.Length > 0 && _rest[0] == (byte)'"';
        if (isQuoted)
        {
            element = TakeQuoted(array);
        }
        else
        {
            var comma = _rest.IndexOf((byte)',');
            element = comma < 0 ? _rest : _rest[..comma];
            _rest = _rest[element.Length..];
            if (element.IsEmpty || element.IndexOfAny(Quotable) >= 0)
            {
                FieldFaults.FailText(array, Expected);
            }
        }

        if (!_rest.IsEmpty)
        {
            if (_rest[0] != (byte)',' || _rest.Length == 1)
            {
                FieldFaults.FailText(array, Expected);
            }

            _rest = _rest[1..];
        }

        return isQuoted || !element.SequenceEqual("NULL"u8);
    }

    private static ReadOnlySpan<byte> AfterBounds(in Field array)
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

        RequireOneDimension(array, text[..end].Count((byte)'['));
        return text[(end + 1)..];
    }

    private static int CountElements(in Field array, ReadOnlySpan<byte> elements)
    {
        if (elements.IsEmpty)
        {
            return 0;
        }

        var count = 1;
        var isQuoted = false;
        for (var i = 0; i < elements.Length; i++)
        {
            switch (elements[i])
            {
                case (byte)'\\':
                    i++;
                    break;
                case (byte)'"':
                    isQuoted = !isQuoted;
                    break;
                case (byte)'{' when !isQuoted:
                    RequireOneDimension(array, 2);
                    break;
                case (byte)',' when !isQuoted:
                    count++;
                    break;
            }
        }

        return count;
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
