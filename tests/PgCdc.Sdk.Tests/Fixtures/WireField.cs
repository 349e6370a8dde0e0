using System.Buffers.Binary;
using System.Text;

namespace PgCdc.Sdk.Tests.Fixtures;

/// <summary>One field of a TupleData, as the protocol's page describes it.</summary>
internal sealed record WireField(char Kind, byte[] Bytes)
{
    public static WireField Null { get; } = new('n', []);

    public static WireField Unchanged { get; } = new('u', []);

    public bool HasBytes => Kind is 't' or 'b';

    public static WireField Text(string text) => new('t', Encoding.UTF8.GetBytes(text));

    public static WireField Binary(params byte[] bytes) => new('b', bytes);

    public static WireField Int8(long value)
    {
        var bytes = new byte[8];
        BinaryPrimitives.WriteInt64BigEndian(bytes, value);
        return Binary(bytes);
    }
}
