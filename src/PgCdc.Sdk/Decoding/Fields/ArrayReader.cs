namespace PgCdc.Sdk.Decoding.Fields;

/// <summary>
/// Walks over the elements of an array, row by row. array_send (arrayfuncs.c): int32 dimensions, flags and element type; per dimension
/// int32 size and lower bound; per element int32 length, -1 for NULL, and its bytes. multirange_send (multirangetypes.c): int32 number of
/// ranges, and for each int32 length and its bytes.
/// </summary>
internal ref struct ArrayReader
{
    private const int HeaderLength = 12;

    private readonly Field _array;
    private readonly uint _elementOid;
    private BinaryCursor _bytes;
    private ArrayText _text;

    /// <param name="array">The value.</param>
    /// <param name="element">What reads the elements.</param>
    /// <param name="rank">How many dimensions the property has.</param>
    public ArrayReader(in Field array, FieldDecoder element, int rank = 1)
    {
        _array = array;
        var isMultirange = element is IRangeField && rank == 1 && IsMultirange(array);
        _elementOid = isMultirange ? RangeOf(array) : PgTypeNames.ElementOf(array.TypeOid);
        if (array.IsText)
        {
            // An array of a dynamic type has elements of one, whichever.
            _elementOid = _elementOid == 0 ? array.TypeOid : _elementOid;
            _text = ArrayText.Open(array, rank, isMultirange, element is BoxField ? (byte)';' : (byte)',');
            Shape = _text.Shape;
        }
        else
        {
            _bytes = new BinaryCursor(array, isMultirange ? "its multirange" : "its array");
            if (isMultirange)
            {
                Shape = ArrayShape.Empty.With(_bytes.Count(sizeof(int)));
            }
            else
            {
                // What the server calls an extension's type by is known better from the array's own.
                Shape = OpenBinary(array, ref _bytes, rank, out var elementOid);
                _elementOid = _elementOid != 0 && PgTypeOids.IsDynamic(elementOid) ? _elementOid : elementOid;
            }
        }

        if (!element.Accepts(_elementOid))
        {
            array.Fail($"it is no array of {element.Reads}");
        }
    }

    /// <summary>The dimensions; no more elements, NULLs included, than the bytes can hold.</summary>
    public ArrayShape Shape { get; }

    /// <summary>How many elements there are, NULLs included.</summary>
    public readonly int Count => Shape.Count;

    /// <summary>Takes the next element; <see langword="false"/> where it is NULL.</summary>
    public bool TryNext(out Field element)
    {
        if (_array.IsText)
        {
            var isText = _text.TryNext(_array, out var text);
            element = _array.Part(text, _elementOid);
            return isText;
        }

        var isValue = _bytes.TryTakePart(out var bytes);
        element = isValue ? _array.Part(bytes, _elementOid) : default;
        return isValue;
    }

    /// <summary>Nothing may follow the last element.</summary>
    public readonly void End()
    {
        if (_array.IsText)
        {
            _text.End(_array);
        }
        else
        {
            _bytes.End();
        }
    }

    private static ArrayShape OpenBinary(in Field array, ref BinaryCursor bytes, int rank, out uint elementOid)
    {
        if (array.Bytes.Length < HeaderLength)
        {
            FieldFaults.FailLength(array, "an array", "at least 12");
        }

        var dimensions = bytes.Int32();
        var flags = bytes.Int32();
        elementOid = bytes.UInt32();
        if (dimensions is < 0 or > ArrayShape.MaxDimensions || flags is not (0 or 1))
        {
            array.Fail("the header of its array is not one");
        }

        ArrayShape.RequireRank(array, dimensions, rank);
        var shape = ArrayShape.Empty;
        long count = 1;
        for (var dimension = 0; dimension < dimensions; dimension++)
        {
            var size = bytes.Int32();
            _ = bytes.Int32();
            shape = shape.With(size);
            count *= size;

            // An element takes 4 bytes at least: what a lying size could make us allocate is bounded by what came.
            if (size < (dimensions == 1 ? 0 : 1) || count > bytes.Left / sizeof(int))
            {
                array.Fail("its array claims more elements than its bytes hold");
            }
        }

        return shape;
    }

    /// <summary>
    /// A user's type is told by its value: a multirange's second number is a range's length, more than 1 unless that is all there is,
    /// and an array's is 0 or 1; a multirange's text has no quotes around its ranges.
    /// </summary>
    private static bool IsMultirange(in Field array)
    {
        if (!PgTypeOids.IsDynamic(array.TypeOid))
        {
            return PgTypeOids.RangeOf(array.TypeOid) != 0;
        }

        var bytes = array.Bytes;
        if (array.IsText)
        {
            return bytes.Length > 1 && bytes[1] is (byte)'[' or (byte)'(' && bytes[0] == (byte)'{';
        }

        return bytes.Length < HeaderLength
            ? bytes.Length >= sizeof(int)
            : System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(bytes[sizeof(int)..]) > 1;
    }

    private static uint RangeOf(in Field multirange) =>
        PgTypeOids.IsDynamic(multirange.TypeOid) ? multirange.TypeOid : PgTypeOids.RangeOf(multirange.TypeOid);
}
