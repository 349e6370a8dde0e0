using CsCheck;
using PgCdc.Sdk.Decoding;
using PgCdc.Sdk.PgOutput;
using PgCdc.Sdk.PgOutput.Messages;
using PgCdc.Sdk.Tests.Fixtures;

namespace PgCdc.Sdk.Tests.PgOutput;

/// <summary>Whatever the server writes is read back.</summary>
public sealed class PgOutputRoundTripTests
{
    [Fact]
    public void Begins_are_read_back() => Gen.Select(Gen.ULong, WireGen.Microseconds, Gen.UInt).Sample(static (lsn, microseconds, xid) =>
        PgOutputParser.ParseBegin(WireMessage.Begin(lsn, microseconds, xid)) == new BeginMessage(new Lsn(lsn), At(microseconds), xid));

    [Fact]
    public void Commits_are_read_back() => Gen.Select(Gen.ULong, Gen.ULong, WireGen.Microseconds).Sample(static (lsn, end, microseconds) =>
        PgOutputParser.ParseCommit(WireMessage.Commit(lsn, end, microseconds)) == new CommitMessage(new Lsn(lsn), new Lsn(end), At(microseconds)));

    [Fact]
    public void Relations_are_read_back() => Gen.Select(Gen.UInt, WireGen.Name, WireGen.Name, Gen.OneOf('d', 'n', 'f', 'i'), WireGen.Column.Array[WireGen.Width]).Sample(
        static (id, schema, table, identity, columns) =>
        {
            var relation = PgOutputParser.ParseRelation(WireMessage.Relation(id, schema, table, identity, columns));

            Assert.Equal((id, schema.Length == 0 ? "pg_catalog" : schema, table, identity), (relation.Id, relation.Schema, relation.Table, relation.ReplicaIdentity));
            Assert.Equal(columns.Select(static column => new RelationColumn(column.Name, column.IsKey, column.TypeOid, column.Modifier)), relation.Columns);
        });

    [Fact]
    public void Types_are_read_back() => Gen.Select(Gen.UInt, WireGen.Name, WireGen.Name).Sample(static (oid, schema, name) =>
        PgOutputParser.ParseType(WireMessage.Type(oid, schema, name)) == new TypeMessage(oid, schema.Length == 0 ? "pg_catalog" : schema, name));

    [Fact]
    public void Truncates_are_read_back() => Gen.Select(Gen.UInt.Array[0, 20], Gen.Byte[0, 3]).Sample(static (ids, options) =>
    {
        var truncate = PgOutputParser.ParseTruncate(WireMessage.Truncate(options, ids));

        Assert.Equal(ids, truncate.RelationIds);
        Assert.Equal(((options & 1) == 1, (options & 2) == 2), (truncate.Cascade, truncate.RestartIdentity));
    });

    [Fact]
    public void Messages_are_read_back() => Gen.Select(Gen.Bool, Gen.ULong, WireGen.Name, Gen.Byte.Array[0, 200]).Sample(static (transactional, lsn, prefix, content) =>
    {
        var message = WireMessage.Logical(transactional, lsn, prefix, content);
        var parsed = PgOutputParser.ParseMessage(message);

        Assert.Equal((transactional, new Lsn(lsn), prefix), (parsed.IsTransactional, parsed.Lsn, parsed.Prefix));
        Assert.Equal(content, message[parsed.ContentOffset..]);
    });

    [Fact]
    public void Origins_are_known() => Gen.Select(Gen.ULong, WireGen.Name).Sample(static (lsn, name) =>
        PgOutputParser.KindOf(WireMessage.Origin(lsn, name)) == MessageKind.Origin);

    [Fact]
    public void Inserts_are_read_back() => Gen.Select(Gen.UInt, WireGen.Tuple).Sample(static (id, row) =>
    {
        var (old, @new) = (new TupleFields(), new TupleFields());
        var message = WireMessage.Insert(id, row);

        Assert.Equal(new RowMessage(id, OldTuple.None, HasNew: true), PgOutputParser.ParseRow(message, old, @new));
        AssertFields(row, message, @new);
        Assert.Equal(0, old.Count);
    });

    [Fact]
    public void Updates_are_read_back() => Gen.Select(Gen.UInt, WireGen.Tuple, Gen.Bool, WireGen.OldMarker, WireGen.Tuple).Sample(
        static (id, row, hasOld, marker, before) =>
        {
            var (old, @new) = (new TupleFields(), new TupleFields());
            var message = WireMessage.Update(id, row, hasOld ? marker : null, before);

            Assert.Equal(new RowMessage(id, hasOld ? (OldTuple)marker : OldTuple.None, HasNew: true), PgOutputParser.ParseRow(message, old, @new));
            AssertFields(row, message, @new);
            AssertFields(hasOld ? before : [], message, old);
        });

    [Fact]
    public void Deletes_are_read_back() => Gen.Select(Gen.UInt, WireGen.OldMarker, WireGen.Tuple).Sample(static (id, marker, before) =>
    {
        var (old, @new) = (new TupleFields(), new TupleFields());
        var message = WireMessage.Delete(id, marker, before);

        Assert.Equal(new RowMessage(id, (OldTuple)marker, HasNew: false), PgOutputParser.ParseRow(message, old, @new));
        AssertFields(before, message, old);
        Assert.Equal(0, @new.Count);
    });

    private static DateTimeOffset At(long microseconds) => DateTimeOffset.UnixEpoch.AddDays(10_957).AddTicks(microseconds * 10);

    private static void AssertFields(WireField[] expected, byte[] message, TupleFields actual)
    {
        Assert.Equal(expected.Length, actual.Count);
        for (var column = 0; column < expected.Length; column++)
        {
            var slice = actual[column];
            Assert.Equal(
                expected[column].Kind switch { 'n' => FieldKind.Null, 'u' => FieldKind.NotSent, 't' => FieldKind.Text, _ => FieldKind.Binary },
                slice.Kind);
            Assert.Equal(expected[column].Bytes, message.AsSpan(slice.Offset, slice.Length).ToArray());
        }
    }
}
