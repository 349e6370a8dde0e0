using PgCdc.Sdk.Decoding;
using PgCdc.Sdk.PgOutput.Messages;

namespace PgCdc.Sdk.PgOutput;

/// <summary>
/// Bytes to messages, without state, I/O or clock. Every method cites its section of the
/// <see href="https://www.postgresql.org/docs/current/protocol-logicalrep-message-formats.html">message formats</see> by name.
/// </summary>
internal static class PgOutputParser
{
    /// <summary>The most columns a table can have; a tuple that says more is no tuple.</summary>
    private const int MaxColumns = 1664;

    /// <summary>A described column's flags, the end of its name, type and modifier.</summary>
    private const int LeastOfColumn = 1 + 1 + 4 + 4;

    /// <summary>A field's kind.</summary>
    private const int LeastOfField = 1;

    public static MessageKind KindOf(ReadOnlySpan<byte> message)
    {
        if (message.IsEmpty)
        {
            throw new ProtocolException("A pgoutput message is empty.");
        }

        var kind = (MessageKind)message[0];
        return kind is MessageKind.Insert or MessageKind.Update or MessageKind.Delete or MessageKind.Begin or MessageKind.Commit
            or MessageKind.Relation or MessageKind.Type or MessageKind.Truncate or MessageKind.Origin or MessageKind.Message
            ? kind
            : throw new ProtocolException(
                $"A pgoutput message has the unknown tag 0x{message[0]:X2} ({message.Length} bytes): only protocol version 1 was asked for.");
    }

    /// <summary>Begin: Int64 final LSN, Int64 commit time, Int32 xid.</summary>
    public static BeginMessage ParseBegin(ReadOnlySpan<byte> message)
    {
        var reader = Body(message, MessageKind.Begin);
        var begin = new BeginMessage(reader.ReadLsn(), reader.ReadTimestamp(), reader.ReadUInt32());
        reader.End();
        return begin;
    }

    /// <summary>Commit: Int8 flags (unused), Int64 commit LSN, Int64 end LSN, Int64 commit time.</summary>
    public static CommitMessage ParseCommit(ReadOnlySpan<byte> message)
    {
        var reader = Body(message, MessageKind.Commit);
        _ = reader.ReadByte();
        var commit = new CommitMessage(reader.ReadLsn(), reader.ReadLsn(), reader.ReadTimestamp());
        reader.End();
        return commit;
    }

    /// <summary>Relation: Int32 id, String namespace, String name, Int8 replica identity, Int16 columns, each Int8 flags, String name, Int32 type, Int32 modifier.</summary>
    public static RelationMessage ParseRelation(ReadOnlySpan<byte> message)
    {
        var reader = Body(message, MessageKind.Relation);
        var id = reader.ReadUInt32();
        var schema = reader.ReadString();
        var table = reader.ReadString();
        var identity = (char)reader.ReadByte();
        var columns = new RelationColumn[ReadColumnCount(ref reader, LeastOfColumn)];
        for (var column = 0; column < columns.Length; column++)
        {
            var isKey = (reader.ReadByte() & 1) != 0;
            columns[column] = new RelationColumn(reader.ReadString(), isKey, reader.ReadUInt32(), reader.ReadInt32());
        }

        reader.End();
        return new RelationMessage(id, SchemaOf(schema), table, identity, columns);
    }

    /// <summary>Type: Int32 id, String namespace, String name.</summary>
    public static TypeMessage ParseType(ReadOnlySpan<byte> message)
    {
        var reader = Body(message, MessageKind.Type);
        var type = new TypeMessage(reader.ReadUInt32(), SchemaOf(reader.ReadString()), reader.ReadString());
        reader.End();
        return type;
    }

    /// <summary>Truncate: Int32 relations, Int8 options (1 cascade, 2 restart identity), Int32 id of each.</summary>
    public static TruncateMessage ParseTruncate(ReadOnlySpan<byte> message)
    {
        var reader = Body(message, MessageKind.Truncate);
        var count = reader.ReadInt32();
        var options = reader.ReadByte();
        if (count < 0 || count > reader.Remaining / sizeof(uint))
        {
            throw new ProtocolException($"A truncate message names {count} tables but has {reader.Remaining} bytes left for them.");
        }

        var relations = new uint[count];
        for (var relation = 0; relation < count; relation++)
        {
            relations[relation] = reader.ReadUInt32();
        }

        reader.End();
        return new TruncateMessage(relations, (options & 1) != 0, (options & 2) != 0);
    }

    /// <summary>Message: Int8 flags (1 transactional), Int64 LSN, String prefix, Int32 length, bytes.</summary>
    public static MessageMessage ParseMessage(ReadOnlySpan<byte> message)
    {
        var reader = Body(message, MessageKind.Message);
        var flags = reader.ReadByte();
        var lsn = reader.ReadLsn();
        var prefix = reader.ReadString();
        var length = reader.ReadInt32();
        return length == reader.Remaining
            ? new MessageMessage((flags & 1) != 0, lsn, prefix, reader.Position)
            : throw new ProtocolException($"A logical message claims {length} bytes and has {reader.Remaining}.");
    }

    /// <summary>
    /// Insert ('I': id, 'N', tuple), Update ('U': id, optional 'K' or 'O' and tuple, 'N', tuple), Delete ('D': id, 'K' or 'O', tuple).
    /// The old row comes first.
    /// </summary>
    public static RowMessage ParseRow(ReadOnlySpan<byte> message, TupleFields old, TupleFields @new)
    {
        var kind = KindOf(message);
        var reader = Body(message, kind);
        var relation = reader.ReadUInt32();
        var marker = reader.ReadByte();
        var oldTuple = OldTuple.None;
        old.Reset(0);
        @new.Reset(0);
        if (marker is (byte)OldTuple.Key or (byte)OldTuple.Full && kind != MessageKind.Insert)
        {
            oldTuple = (OldTuple)marker;
            ReadTuple(ref reader, old);
            if (kind == MessageKind.Delete)
            {
                reader.End();
                return new RowMessage(relation, oldTuple, HasNew: false);
            }

            marker = reader.ReadByte();
        }

        if (marker != 'N' || kind == MessageKind.Delete)
        {
            throw new ProtocolException($"A pgoutput message with tag '{(char)kind}' has the unknown tuple marker 0x{marker:X2} at offset {reader.Position - 1}.");
        }

        ReadTuple(ref reader, @new);
        reader.End();
        return new RowMessage(relation, oldTuple, HasNew: true);
    }

    /// <summary>"Namespace (empty string for pg_catalog)".</summary>
    private static string SchemaOf(string @namespace) => @namespace.Length == 0 ? "pg_catalog" : @namespace;

    /// <summary>TupleData: Int16 columns, each 'n' (NULL), 'u' (unchanged, not sent), 't' or 'b' with Int32 length and bytes.</summary>
    private static void ReadTuple(ref PgOutputReader reader, TupleFields tuple)
    {
        var fields = tuple.Reset(ReadColumnCount(ref reader, LeastOfField));
        for (var column = 0; column < fields.Length; column++)
        {
            var kind = reader.ReadByte() switch
            {
                (byte)'n' => FieldKind.Null,
                (byte)'u' => FieldKind.NotSent,
                (byte)'t' => FieldKind.Text,
                (byte)'b' => FieldKind.Binary,
                var other => throw new ProtocolException($"A tuple's column {column} has the unknown kind 0x{other:X2}."),
            };
            if (kind is FieldKind.Null or FieldKind.NotSent)
            {
                fields[column] = new FieldSlice(kind, 0, 0);
                continue;
            }

            var length = reader.ReadInt32();
            fields[column] = new FieldSlice(kind, reader.Skip(length), length);
        }
    }

    /// <summary>What is allocated for columns is bounded by what came, not by what is claimed.</summary>
    private static int ReadColumnCount(ref PgOutputReader reader, int leastOfEach)
    {
        var count = reader.ReadInt16();
        if (count is < 0 or > MaxColumns)
        {
            throw new ProtocolException($"A message says that a table has {count} columns; PostgreSQL allows at most {MaxColumns}.");
        }

        return count <= reader.Remaining / leastOfEach
            ? count
            : throw new ProtocolException($"A message claims {count} columns but has {reader.Remaining} bytes left for them.");
    }

    private static PgOutputReader Body(ReadOnlySpan<byte> message, MessageKind expected)
    {
        var reader = new PgOutputReader(message);
        var tag = reader.ReadByte();
        return tag == (byte)expected
            ? reader
            : throw new ProtocolException($"A pgoutput message has the tag 0x{tag:X2} where '{(char)expected}' was expected.");
    }
}
