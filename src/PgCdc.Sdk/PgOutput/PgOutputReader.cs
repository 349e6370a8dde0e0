using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace PgCdc.Sdk.PgOutput;

/// <summary>
/// The protocol's primitive reads over one message
/// (<see href="https://www.postgresql.org/docs/current/protocol-logicalrep-message-formats.html">message formats</see>), big-endian,
/// never past its end.
/// </summary>
internal ref struct PgOutputReader
{
    private readonly ReadOnlySpan<byte> _message;

    public PgOutputReader(ReadOnlySpan<byte> message)
    {
        _message = message;
        Position = 0;
    }

    public int Position { get; private set; }

    public readonly int Remaining => _message.Length - Position;

    public byte ReadByte() => Take(1)[0];

    public short ReadInt16() => BinaryPrimitives.ReadInt16BigEndian(Take(2));

    public int ReadInt32() => BinaryPrimitives.ReadInt32BigEndian(Take(4));

    public uint ReadUInt32() => BinaryPrimitives.ReadUInt32BigEndian(Take(4));

    public Lsn ReadLsn() => new(BinaryPrimitives.ReadUInt64BigEndian(Take(8)));

    /// <summary>Microseconds since 2000-01-01 UTC, PostgreSQL's epoch.</summary>
    public DateTimeOffset ReadTimestamp()
    {
        var microseconds = BinaryPrimitives.ReadInt64BigEndian(Take(8));
        const long Limit = 251_000_000_000_000_000; // stays within year 1 to 9999 around 2000
        return microseconds is > -Limit / 4 and < Limit
            ? PostgresEpoch.AddTicks(microseconds * TimeSpan.TicksPerMicrosecond)
            : throw new ProtocolException($"A message holds a time {microseconds} microseconds from the year 2000, beyond what .NET can hold.");
    }

    /// <summary>A string that ends with a zero byte.</summary>
    public string ReadString()
    {
        var length = _message[Position..].IndexOf((byte)0);
        if (length < 0)
        {
            ThrowTruncated(1);
        }

        var text = Encoding.UTF8.GetString(_message.Slice(Position, length));
        Position += length + 1;
        return text;
    }

    /// <summary>Steps over bytes and tells where they began.</summary>
    public int Skip(int length)
    {
        var start = Position;
        _ = Take(length);
        return start;
    }

    /// <summary>Nothing may follow the last part: a message of another length is another message.</summary>
    public readonly void End()
    {
        if (Remaining > 0)
        {
            throw new ProtocolException(
                $"A pgoutput message of {_message.Length} bytes (tag '{(char)_message[0]}') has {Remaining} bytes behind its last part, at offset {Position}.");
        }
    }

    private static DateTimeOffset PostgresEpoch => new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private ReadOnlySpan<byte> Take(int length)
    {
        if (length < 0 || length > Remaining)
        {
            ThrowTruncated(length);
        }

        var span = _message.Slice(Position, length);
        Position += length;
        return span;
    }

    [DoesNotReturn]
    private readonly void ThrowTruncated(int wanted) => throw new ProtocolException(
        $"A pgoutput message of {_message.Length} bytes (tag '{(_message.IsEmpty ? '?' : (char)_message[0])}') ends too early: {wanted} bytes were expected at offset {Position}.");
}
