using System.Buffers.Binary;

namespace PgCdc.Sdk.Decoding.Fields;

/// <summary>
/// Walks over the elements of a one-dimensional array. array_send (arrayfuncs.c): int32 dimensions, flags and element type; per
/// dimension int32 size and lower bound; per element int32 length, -1 for NULL, and its bytes.
/// </summary>
internal ref struct ArrayReader
{
    private const int HeaderLength = 12;
    private const int DimensionLength = 8;

    private readonly Field _array;
    private readonly uint _elementOid;
    private ReadOnlySpan<byte> _rest;
    private ArrayText _text;

    public ArrayReader(in Field array, FieldDecoder element)
    {
        _array = array;
        if (array.IsText)
        {
            // An array of a dynamic type has elements of one, whichever.
            var elementOid = PgTypeNames.ElementOf(array.TypeOid);
            _elementOid = elementOid == 0 ? array.TypeOid : elementOid;
            _text = ArrayText.Open(array);
            Count = _text.Count;
        }
        else
        {
            // What the server calls an extension's type by is known better from the array's own.
            var known = PgTypeNames.ElementOf(array.TypeOid);
            var elementOid = OpenBinary(array, out _rest, out var count);
            _elementOid = known != 0 && PgTypeOids.IsDynamic(elementOid) ? known : elementOid;
            Count = count;
        }

        if (!element.Accepts(_elementOid))
        {
            array.Fail($"it is no array of {element.Reads}");
        }
    }

    /// <summary>How many elements there are, NULLs included; no more than the bytes can hold.</summary>
    public int Count { get; }

    /// <summary>Takes the next element; <see langword="false"/> where it is NULL.</summary>
    public bool TryNext(out Field element)
    {
        if (_array.IsText)
        {
            var isText = _text.TryNext(_array, out var text);
            element = _array.Part(text, _elementOid);
            return isText;
        }

        element = default;
        var length = BinaryPrimitives.ReadInt32BigEndian(Take(sizeof(int)));
        if (length == -1)
        {
            return false;
        }

        element = _array.Part(Take(length), _elementOid);
        return true;
    }

    /// <summary>Nothing may follow the last element.</summary>
    public readonly void End()
    {
        if (!_rest.IsEmpty)
        {
            _array.Fail("bytes follow the last element of its array");
        }
    }

    private static uint OpenBinary(in Field array, out ReadOnlySpan<byte> elements, out int count)
    {
        var bytes = array.Bytes;
        if (bytes.Length < HeaderLength)
        {
            FieldFaults.FailLength(array, "an array", "at least 12");
        }

        var dimensions = BinaryPrimitives.ReadInt32BigEndian(bytes);
        var flags = BinaryPrimitives.ReadInt32BigEndian(bytes[sizeof(int)..]);
        if (dimensions is < 0 or > ArrayText.MaxDimensions || flags is not (0 or 1))
        {
            array.Fail("the header of its array is not one");
        }

        ArrayText.RequireOneDimension(array, dimensions);
        var elementOid = BinaryPrimitives.ReadUInt32BigEndian(bytes[(2 * sizeof(int))..]);
        elements = bytes[HeaderLength..];
        count = 0;
        if (dimensions == 0)
        {
            return elementOid;
        }

        if (elements.Length < DimensionLength)
        {
            FieldFaults.FailLength(array, "an array of one dimension", "at least 20");
        }

        count = BinaryPrimitives.ReadInt32BigEndian(elements);
        elements = elements[DimensionLength..];

        // An element takes 4 bytes at least: what a lying count could make us allocate is bounded by what came.
        if (count < 0 || count > elements.Length / sizeof(int))
        {
            array.Fail("its array claims more elements than its bytes hold");
        }

        return elementOid;
    }

    private ReadOnlySpan<byte> Take(int length)
    {
        if (length < 0 || length > _rest.Length)
        {
            _array.Fail("an element of its array claims more bytes than there are");
        }

        var taken = _rest[..length];
        _rest = _rest[length..];
        return taken;
    }
}
