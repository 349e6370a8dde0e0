using System.Text;
using PgCdc.Sdk.Decoding;
using PgCdc.Sdk.PgOutput;
using PgCdc.Sdk.PgOutput.Messages;
using PgCdc.Sdk.Tests.Fixtures;

namespace PgCdc.Sdk.Tests.PgOutput;

/// <summary>Messages as the protocol's page describes them, one example each.</summary>
public sealed class PgOutputParserTests
{
    private readonly TupleFields _old = new();
    private readonly TupleFields _new = new();

    [Fact]
    public void A_begin_tells_where_and_when_its_transaction_committed_and_its_xid()
    {
        var begin = PgOutputParser.ParseBegin(WireMessage.Begin(0x16_B374D848, 86_400_000_000, 4_000_000_000));

        Assert.Equal(new BeginMessage(Lsn.Parse("16/B374D848"), new DateTimeOffset(2000, 1, 2, 0, 0, 0, TimeSpan.Zero), 4_000_000_000), begin);
    }

    [Fact]
    public void A_commit_tells_where_its_record_begins_and_ends()
    {
        var commit = PgOutputParser.ParseCommit(WireMessage.Commit(0x10, 0x38, -1_000_000));

        Assert.Equal(new CommitMessage(new Lsn(0x10), new Lsn(0x38), new DateTimeOffset(1999, 12, 31, 23, 59, 59, TimeSpan.Zero)), commit);
    }

    [Fact]
    public void A_relation_tells_its_columns_in_order()
    {
        var relation = PgOutputParser.ParseRelation(WireMessage.Relation(
            16384, "Shop", "Orders \"2\"", 'i', new WireColumn("Id", 20, IsKey: true), new WireColumn("größe", 1043, Modifier: 36)));

        Assert.Equal((16384u, "Shop", "Orders \"2\"", 'i'), (relation.Id, relation.Schema, relation.Table, relation.ReplicaIdentity));
        Assert.Equal([new RelationColumn("Id", true, 20, -1), new RelationColumn("größe", false, 1043, 36)], relation.Columns);
    }

    [Fact]
    public void A_relation_without_a_namespace_lies_in_pg_catalog() =>
        Assert.Equal("pg_catalog", PgOutputParser.ParseRelation(WireMessage.Relation(1, "", "pg_class", 'n')).Schema);

    [Theory]
    [InlineData(0, false, false)]
    [InlineData(1, true, false)]
    [InlineData(2, false, true)]
    [InlineData(3, true, true)]
    public void A_truncate_tells_its_tables_and_what_the_command_said(byte options, bool cascade, bool restart)
    {
        var truncate = PgOutputParser.ParseTruncate(WireMessage.Truncate(options, 7, 8));

        Assert.Equal([7u, 8u], truncate.RelationIds);
        Assert.Equal((cascade, restart), (truncate.Cascade, truncate.RestartIdentity));
    }

    [Fact]
    public void An_insert_has_a_new_row_and_no_old_one()
    {
        var message = WireMessage.Insert(7, WireField.Int8(1), WireField.Null, WireField.Text("x"));

        var row = PgOutputParser.ParseRow(message, _old, _new);

        Assert.Equal(new RowMessage(7, OldTuple.None, HasNew: true), row);
        Assert.Equal(0, _old.Count);
        Assert.Equal([FieldKind.Binary, FieldKind.Null, FieldKind.Text], _new.Fields.ToArray().Select(field => field.Kind));
        Assert.Equal("x", Encoding.UTF8.GetString(message.AsSpan(_new[2].Offset, _new[2].Length)));
    }

    [Fact]
    public void An_update_that_leaves_the_key_alone_has_no_old_row() =>
        Assert.Equal(OldTuple.None, PgOutputParser.ParseRow(WireMessage.Update(7, [WireField.Unchanged]), _old, _new).Old);

    [Theory]
    [InlineData('K')]
    [InlineData('O')]
    public void An_updates_old_row_comes_before_the_new_one(char marker)
    {
        var message = WireMessage.Update(7, [WireField.Text("new"), WireField.Unchanged], marker, [WireField.Text("old"), WireField.Null]);

        var row = PgOutputParser.ParseRow(message, _old, _new);

        Assert.Equal(new RowMessage(7, (OldTuple)marker, HasNew: true), row);
        Assert.Equal("old", Encoding.UTF8.GetString(message.AsSpan(_old[0].Offset, _old[0].Length)));
        Assert.Equal("new", Encoding.UTF8.GetString(message.AsSpan(_new[0].Offset, _new[0].Length)));
        Assert.Equal(FieldKind.NotSent, _new[1].Kind);
    }

    [Theory]
    [InlineData('K')]
    [InlineData('O')]
    public void A_delete_has_an_old_row_and_no_new_one(char marker)
    {
        var row = PgOutputParser.ParseRow(WireMessage.Delete(7, marker, WireField.Int8(1)), _old, _new);

        Assert.Equal(new RowMessage(7, (OldTuple)marker, HasNew: false), row);
        Assert.Equal((1, 0), (_old.Count, _new.Count));
    }

    [Fact]
    public void A_row_of_the_most_columns_that_a_table_can_have_is_read()
    {
        var message = WireMessage.Insert(7, [.. Enumerable.Repeat(WireField.Int8(5), 1664)]);

        PgOutputParser.ParseRow(message, _old, _new);

        Assert.Equal(1664, _new.Count);
    }

    [Fact]
    public void A_row_read_after_a_longer_one_shows_nothing_of_it()
    {
        PgOutputParser.ParseRow(WireMessage.Update(7, [WireField.Int8(1), WireField.Int8(2)], 'O', [WireField.Int8(1), WireField.Int8(2)]), _old, _new);
        PgOutputParser.ParseRow(WireMessage.Insert(7, WireField.Int8(3)), _old, _new);

        Assert.Equal((0, 1), (_old.Count, _new.Count));
    }

    [Fact]
    public void Kinds_that_nothing_depends_on_are_recognised()
    {
        Assert.Equal(MessageKind.Origin, PgOutputParser.KindOf(WireMessage.Origin(1, "node")));
        Assert.Equal(MessageKind.Type, PgOutputParser.KindOf(WireMessage.Type(1, "public", "mood")));
        Assert.Equal(MessageKind.Message, PgOutputParser.KindOf(WireMessage.Logical(true, 1, "prefix", [1, 2])));
    }

    [Fact]
    public void An_empty_message_is_refused() => Assert.Throws<ProtocolException>(static () => PgOutputParser.KindOf([]));

    [Fact]
    public void A_tag_of_a_later_protocol_version_is_refused_by_name()
    {
        var refused = Assert.Throws<ProtocolException>(static () => PgOutputParser.KindOf("S\0\0"u8));

        Assert.Contains("unknown tag 0x53 (3 bytes)", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_unknown_tag_is_refused()
    {
        for (var tag = 0; tag <= byte.MaxValue; tag++)
        {
            byte[] message = [(byte)tag, 0, 0, 0, 0];
            if (!"BCORYIUDTM".Contains((char)tag, StringComparison.Ordinal))
            {
                Assert.Throws<ProtocolException>(() => PgOutputParser.KindOf(message));
            }
        }
    }

    [Fact]
    public void A_message_of_another_kind_than_expected_is_refused() =>
        Assert.Throws<ProtocolException>(static () => PgOutputParser.ParseBegin(WireMessage.Commit(1, 2, 3)));

    [Theory]
    [InlineData(1665)]
    [InlineData(short.MaxValue)]
    [InlineData(ushort.MaxValue)]
    public void A_row_of_more_columns_than_a_table_can_have_is_refused(int columns)
    {
        byte[] message = [(byte)'I', 0, 0, 0, 7, (byte)'N', (byte)(columns >> 8), (byte)columns];

        Assert.Contains("1664", Assert.Throws<ProtocolException>(() => PgOutputParser.ParseRow(message, _old, _new)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(new byte[] { 0, 0, 0, 5 })]
    [InlineData(new byte[] { 0x7F, 0xFF, 0xFF, 0xFF })]
    [InlineData(new byte[] { 0xFF, 0xFF, 0xFF, 0xFF })]
    [InlineData(new byte[] { 0x80, 0, 0, 0 })]
    public void A_field_shorter_than_its_length_says_is_refused(byte[] length)
    {
        byte[] message = [(byte)'I', 0, 0, 0, 7, (byte)'N', 0, 1, (byte)'b', .. length, 1, 2, 3, 4];

        Assert.Throws<ProtocolException>(() => PgOutputParser.ParseRow(message, _old, _new));
    }

    [Theory]
    [InlineData(new byte[] { 0x7F, 0xFF, 0xFF, 0xFF })]
    [InlineData(new byte[] { 0xFF, 0xFF, 0xFF, 0xFF })]
    [InlineData(new byte[] { 0, 0, 0, 3 })]
    public void A_truncate_of_more_tables_than_it_names_is_refused_before_anything_is_allocated(byte[] count)
    {
        byte[] message = [(byte)'T', .. count, 0, 0, 0, 0, 1, 0, 0, 0, 2];

        Assert.Throws<ProtocolException>(() => PgOutputParser.ParseTruncate(message));
    }

    [Fact]
    public void A_field_of_an_unknown_kind_is_refused_with_its_column()
    {
        var message = WireMessage.Insert(7, WireField.Null, new WireField('z', []));

        Assert.Contains("column 1", Assert.Throws<ProtocolException>(() => PgOutputParser.ParseRow(message, _old, _new)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_insert_with_an_old_row_is_refused()
    {
        var message = WireMessage.Update(7, [WireField.Null], 'K', [WireField.Null]);
        message[0] = (byte)'I';

        Assert.Throws<ProtocolException>(() => PgOutputParser.ParseRow(message, _old, _new));
    }

    [Fact]
    public void A_delete_with_a_new_row_is_refused()
    {
        var message = WireMessage.Insert(7, WireField.Null);
        message[0] = (byte)'D';

        Assert.Throws<ProtocolException>(() => PgOutputParser.ParseRow(message, _old, _new));
    }

    [Fact]
    public void A_name_without_an_end_is_refused() =>
        Assert.Throws<ProtocolException>(static () => PgOutputParser.ParseRelation([(byte)'R', 0, 0, 0, 1, (byte)'p', (byte)'u']));

    [Theory]
    [InlineData(long.MaxValue)]
    [InlineData(long.MinValue)]
    [InlineData(252_000_000_000_000_000)]
    [InlineData(-63_200_000_000_000_000)]
    public void A_time_that_DateTimeOffset_cannot_hold_is_refused(long microseconds) =>
        Assert.Throws<ProtocolException>(() => PgOutputParser.ParseBegin(WireMessage.Begin(1, microseconds, 1)));
}
