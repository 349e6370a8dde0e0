using System.Text;

namespace PgCdc.Sdk.Tests.Fixtures;

/// <summary>
/// Writes pgoutput messages of protocol version 1, byte by byte from PostgreSQL's page "Logical Replication Message Formats". It
/// shares nothing with the parser: what both get wrong, only a server can tell.
/// </summary>
internal sealed class WireMessage
{
    private readonly List<byte> _bytes = [];

    private WireMessage(char tag) => _bytes.Add((byte)tag);

    /// <summary>Byte1('B') Int64 final LSN, Int64 commit time, Int32 xid.</summary>
    public static byte[] Begin(ulong finalLsn, long microseconds, uint xid) =>
        new WireMessage('B').Number(finalLsn, 8).Number((ulong)microseconds, 8).Number(xid, 4).ToArray();

    /// <summary>Byte1('C') Int8(0) Int64 commit LSN, Int64 end LSN, Int64 commit time.</summary>
    public static byte[] Commit(ulong commitLsn, ulong endLsn, long microseconds) =>
        new WireMessage('C').Number(0, 1).Number(commitLsn, 8).Number(endLsn, 8).Number((ulong)microseconds, 8).ToArray();

    /// <summary>Byte1('O') Int64 commit LSN on the origin, String name.</summary>
    public static byte[] Origin(ulong lsn, string name) => new WireMessage('O').Number(lsn, 8).Name(name).ToArray();

    /// <summary>Byte1('Y') Int32 type, String namespace, String name.</summary>
    public static byte[] Type(uint oid, string schema, string name) =>
        new WireMessage('Y').Number(oid, 4).Name(schema).Name(name).ToArray();

    /// <summary>Byte1('M') Int8 flags, Int64 LSN, String prefix, Int32 length, content.</summary>
    public static byte[] Logical(bool transactional, ulong lsn, string prefix, byte[] content) =>
        new WireMessage('M').Number(transactional ? 1UL : 0, 1).Number(lsn, 8).Name(prefix)
            .Number((ulong)content.Length, 4).Raw(content).ToArray();

    /// <summary>Byte1('R') Int32 id, String namespace, String name, Int8 replica identity, Int16 columns; each Int8 flags, String name, Int32 type, Int32 modifier.</summary>
    public static byte[] Relation(uint id, string schema, string table, char identity, params IReadOnlyList<WireColumn> columns)
    {
        var message = new WireMessage('R').Number(id, 4).Name(schema).Name(table).Number(identity, 1).Number((ulong)columns.Count, 2);
        foreach (var column in columns)
        {
            message.Number(column.IsKey ? 1UL : 0, 1).Name(column.Name).Number(column.TypeOid, 4).Number((uint)column.Modifier, 4);
        }

        return message.ToArray();
    }

    /// <summary>Byte1('I') Int32 id, Byte1('N') TupleData.</summary>
    public static byte[] Insert(uint id, params IReadOnlyList<WireField> row) =>
        new WireMessage('I').Number(id, 4).Number('N', 1).Tuple(row).ToArray();

    /// <summary>Byte1('U') Int32 id, [Byte1('K' or 'O') TupleData,] Byte1('N') TupleData.</summary>
    public static byte[] Update(uint id, IReadOnlyList<WireField> row, char? marker = null, IReadOnlyList<WireField>? old = null)
    {
        var message = new WireMessage('U').Number(id, 4);
        if (marker is { } kind)
        {
            message.Number(kind, 1).Tuple(old!);
        }

        return message.Number('N', 1).Tuple(row).ToArray();
    }

    /// <summary>Byte1('D') Int32 id, Byte1('K' or 'O') TupleData.</summary>
    public static byte[] Delete(uint id, char marker, params IReadOnlyList<WireField> old) =>
        new WireMessage('D').Number(id, 4).Number(marker, 1).Tuple(old).ToArray();

    /// <summary>Byte1('T') Int32 relations, Int8 options (1 CASCADE, 2 RESTART IDENTITY), Int32 id of each.</summary>
    public static byte[] Truncate(byte options, params IReadOnlyList<uint> ids)
    {
        var message = new WireMessage('T').Number((ulong)ids.Count, 4).Number(options, 1);
        foreach (var id in ids)
        {
            message.Number(id, 4);
        }

        return message.ToArray();
    }

    private WireMessage Tuple(IReadOnlyList<WireField> fields)
    {
        Number((ulong)fields.Count, 2);
        foreach (var field in fields)
        {
            Number(field.Kind, 1);
            if (field.HasBytes)
            {
                Number((ulong)field.Bytes.Length, 4).Raw(field.Bytes);
            }
        }

        return this;
    }

    private WireMessage Number(ulong value, int width)
    {
        for (var shift = (width - 1) * 8; shift >= 0; shift -= 8)
        {
            _bytes.Add((byte)(value >> shift));
        }

        return this;
    }

    private WireMessage Name(string text) => Raw([.. Encoding.UTF8.GetBytes(text), 0]);

    private WireMessage Raw(byte[] bytes)
    {
        _bytes.AddRange(bytes);
        return this;
    }

    private byte[] ToArray() => [.. _bytes];
}
