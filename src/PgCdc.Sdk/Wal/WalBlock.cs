using System.Buffers;

namespace PgCdc.Sdk.Wal;

/// <summary>
/// A run of frames in one pooled buffer: what travels from the reader to the dispatcher, so that a row costs neither an allocation
/// nor a hand-over of its own.
/// </summary>
internal sealed class WalBlock : IDisposable
{
    /// <summary>A block's usual size in bytes; a larger message gets a block of its own.</summary>
    public const int Size = 128 * 1024;

    private readonly List<(Lsn Lsn, int Offset, int Length)> _frames = new(256);
    private byte[] _buffer;
    private int _used;

    public WalBlock(int size = Size) => _buffer = ArrayPool<byte>.Shared.Rent(size);

    public int Count => _frames.Count;

    public bool IsEmpty => _frames.Count == 0;

    /// <summary>The bytes of the payloads.</summary>
    public int Bytes => _used;

    public WalFrame this[int index]
    {
        get
        {
            var (lsn, offset, length) = _frames[index];
            return new WalFrame(lsn, _buffer.AsMemory(offset, length));
        }
    }

    /// <summary>Whether a payload of this length still fits; an empty block takes any.</summary>
    public bool Fits(int length) => _buffer.Length - _used >= length || IsEmpty;

    /// <summary>Adds a frame and gives its payload's place to fill.</summary>
    public Memory<byte> Add(Lsn lsn, int length)
    {
        if (_buffer.Length - _used < length)
        {
            // Only an empty block gets here (see Fits): nothing has to be copied.
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = ArrayPool<byte>.Shared.Rent(length);
        }

        _frames.Add((lsn, _used, length));
        var payload = _buffer.AsMemory(_used, length);
        _used += length;
        return payload;
    }

    public void Dispose()
    {
        if (_buffer.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = [];
            _frames.Clear();
        }
    }
}
