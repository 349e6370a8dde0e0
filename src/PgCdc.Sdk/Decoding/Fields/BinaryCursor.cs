using System.Buffers.Binary;

namespace PgCdc.Sdk.Decoding.Fields;

/// <summary>Walks over a value's binary format, one part at a time; past its end is a <see cref="DecodeException"/>.</summary>
internal ref struct BinaryCursor
{
    private readonly Field _field;
    private readonly string _type;
    private ReadOnlySpan<byte> _rest;

    /// <param name="field">The value.</param>
    /// <param name="type">The type with its article, for sentences: <c>a range</c>.</param>
    public BinaryCursor(in Field field, string type)
    {
        _field = field;
        _type = type;
        _rest = field.Bytes;
    }

    /// <summary>How many bytes are left.</summary>
    public readonly int Left => _rest.Length;

    public byte Byte() => Take(1)[0];

    public short Int16() => BinaryPrimitives.ReadInt16BigEndian(Take(sizeof(short)));

    public int Int32() => BinaryPrimitives.ReadInt32BigEndian(Take(sizeof(int)));

    public uint UInt32() => BinaryPrimitives.ReadUInt32BigEndian(Take(sizeof(uint)));

    public double Double() => BinaryPrimitives.ReadDoubleBigEndian(Take(sizeof(double)));

    /// <summary>Takes a number of things, each of which takes so many bytes at least: what a lying one could make us allocate is bounded by what came.</summary>
    public int Count(int bytesEach)
    {
        var count = Int32();
        if (count < 0 || count > _rest.Length / bytesEach)
        {
            _field.Fail($"{_type} claims more parts than its bytes hold");
        }

        return count;
    }

    public ReadOnlySpan<byte> Take(int length)
    {
        if (length < 0 || length > _rest.Length)
        {
            _field.Fail($"{_type} claims more bytes than there are");
        }

        var taken = _rest[..length];
        _rest = _rest[length..];
        return taken;
    }

    /// <summary>Takes a length and so many bytes; <see langword="false"/> where the length says NULL.</summary>
    public bool TryTakePart(out ReadOnlySpan<byte> part)
    {
        var length = Int32();
        part = length == -1 ? default : Take(length);
        return length != -1;
    }

    /// <summary>Takes the text up to the next NUL, and the NUL.</summary>
    public ReadOnlySpan<byte> CString()
    {
        var length = _rest.IndexOf((byte)0);
        if (length < 0)
        {
            _field.Fail($"a text of {_type} does not end");
        }

        var text = Take(length);
        _ = Byte();
        return text;
    }

    /// <summary>Nothing may follow.</summary>
    public readonly void End()
    {
        if (!_rest.IsEmpty)
        {
            _field.Fail($"bytes follow the end of {_type}");
        }
    }
}
