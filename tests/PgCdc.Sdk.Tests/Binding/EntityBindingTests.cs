using PgCdc.Sdk.Binding;
using PgCdc.Sdk.Decoding;
using PgCdc.Sdk.PgOutput;
using PgCdc.Sdk.PgOutput.Messages;
using PgCdc.Sdk.Tests.Fixtures;

namespace PgCdc.Sdk.Tests.Binding;

public sealed class EntityBindingTests
{
    private const int Id = 0;
    private const int Name = 1;
    private const int Note = 2;

    private const uint Int8 = 20;
    private const uint Text = 25;
    private const uint Boolean = 16;

    private static readonly EntityTable Table = new("public", "items", new Dictionary<string, string>());

    private static readonly WireColumn[] Columns = [new("id", Int8, IsKey: true), new("name", Text), new("note", Text)];

    private readonly TupleFields _old = new();
    private readonly TupleFields _new = new();

    [Fact]
    public void Columns_are_found_by_name_whatever_their_order()
    {
        var binding = Bind('d', new WireColumn("note", Text), new WireColumn("id", Int8, IsKey: true), new WireColumn("name", Text));

        var item = Insert(binding, WireField.Text("n"), WireField.Int8(7), WireField.Text("a"));

        Assert.Equal((7, "a", "n"), (item.Id, item.Name, item.Note));
    }

    [Fact]
    public void A_column_that_the_entity_does_not_know_is_passed_over()
    {
        var binding = Bind('d', [new("stranger", 600), .. Columns, new("another", 3802)]);

        var item = Insert(binding, WireField.Binary(1), WireField.Int8(7), WireField.Text("a"), WireField.Null, WireField.Unchanged);

        Assert.Equal((7, "a", null), (item.Id, item.Name, item.Note));
    }

    [Fact]
    public void A_column_renamed_in_the_model_is_found_by_the_models_name()
    {
        var table = Table with { Columns = new Dictionary<string, string> { ["Name"] = "item_name" } };
        var relation = Relation('d', [Columns[0], new("item_name", Text), Columns[2], new("name", Boolean)]);

        var binding = EntityBinding.Bind("Item", ItemDecoder.Instance.Fields, table, relation);

        Assert.Equal("a", Insert(binding, WireField.Int8(1), WireField.Text("a"), WireField.Null, WireField.Null).Name);
    }

    [Fact]
    public void Names_differ_by_case() =>
        Assert.Contains("\"name\"", Refusal('d', Columns[0], new WireColumn("Name", Text), Columns[2]), StringComparison.Ordinal);

    [Fact]
    public void A_missing_column_is_named() =>
        Assert.Contains("column \"note\" of Item.Note is not among the published columns", Refusal('d', Columns[0], Columns[1]), StringComparison.Ordinal);

    [Fact]
    public void A_column_of_another_type_is_named_with_what_the_property_reads()
    {
        var refusal = Refusal('d', Columns[0], new WireColumn("name", Boolean), Columns[2]);

        Assert.Contains("column \"name\" has the type 16, but Item.Name reads", refusal, StringComparison.Ordinal);
    }

    [Fact]
    public void A_key_outside_of_the_replica_identity_is_named()
    {
        var refusal = Refusal('i', new WireColumn("id", Int8), new WireColumn("name", Text, IsKey: true), Columns[2]);

        Assert.Contains("column \"id\" belongs to the key of Item but not to the table's replica identity (i)", refusal, StringComparison.Ordinal);
    }

    [Fact]
    public void A_full_replica_identity_holds_every_key() =>
        Assert.True(Bind('f', new WireColumn("id", Int8), Columns[1], Columns[2]).Missing.IsEmpty);

    [Fact]
    public void Everything_that_does_not_fit_is_told_at_once()
    {
        var refusal = Refusal('d', new WireColumn("id", Int8), new WireColumn("name", Boolean));

        Assert.All(
            ["public.items", "\"id\" belongs to the key", "\"name\" has the type 16", "\"note\" of Item.Note is not among"],
            part => Assert.Contains(part, refusal, StringComparison.Ordinal));
    }

    [Fact]
    public void An_excluded_property_needs_no_column_and_counts_as_not_sent()
    {
        var fields = ItemDecoder.Instance.Fields.ToArray();
        fields[Note] = new FieldProperty("Note", typeof(string), FieldDecoders.String) { Column = "note", IsNullable = true, IsExcluded = true };

        var binding = EntityBinding.Bind("Item", fields, Table, Relation('d', Columns[..2]));

        Assert.Equal(PropertySet.Empty.With(Note), binding.Missing);
        Assert.Null(Insert(binding, WireField.Int8(1), WireField.Text("a")).Note);
    }

    [Fact]
    public void An_excluded_propertys_column_is_not_read_even_if_it_comes()
    {
        var fields = ItemDecoder.Instance.Fields.ToArray();
        fields[Note] = new FieldProperty("Note", typeof(string), FieldDecoders.String) { Column = "note", IsNullable = true, IsExcluded = true };

        var binding = EntityBinding.Bind("Item", fields, Table, Relation('d', Columns));

        Assert.Equal(PropertySet.Empty.With(Note), binding.Missing);
        Assert.Null(Insert(binding, WireField.Int8(1), WireField.Text("a"), WireField.Text("secret")).Note);
    }

    [Fact]
    public void A_row_of_fewer_columns_than_described_is_refused()
    {
        var binding = Bind('d', Columns);

        Assert.Throws<ProtocolException>(() => Insert(binding, WireField.Int8(1), WireField.Text("a")));
    }

    [Fact]
    public void Without_an_old_row_everything_that_was_sent_counts_as_changed()
    {
        var (item, changed, notSent) = Update(Bind('d', Columns), [WireField.Int8(1), WireField.Text("a"), WireField.Null]);

        Assert.Equal(PropertySet.Empty.With(Id).With(Name).With(Note), changed);
        Assert.True(notSent.IsEmpty);
        Assert.Equal("a", item.Name);
    }

    [Fact]
    public void An_unchanged_out_of_line_value_is_not_sent_and_not_changed()
    {
        var (item, changed, notSent) = Update(Bind('d', Columns), [WireField.Int8(1), WireField.Text("a"), WireField.Unchanged]);

        Assert.Equal(PropertySet.Empty.With(Note), notSent);
        Assert.False(changed.Contains(Note));
        Assert.Null(item.Note);
    }

    [Fact]
    public void An_unchanged_out_of_line_value_comes_from_a_full_old_row()
    {
        var (item, changed, notSent) = Update(
            Bind('f', Columns),
            [WireField.Int8(1), WireField.Text("b"), WireField.Unchanged],
            'O',
            [WireField.Int8(1), WireField.Text("a"), WireField.Text("long")]);

        Assert.Equal(("b", "long"), (item.Name, item.Note));
        Assert.True(notSent.IsEmpty);
        Assert.Equal(PropertySet.Empty.With(Name), changed);
    }

    [Fact]
    public void An_unchanged_out_of_line_key_comes_from_the_key_that_was_sent()
    {
        var binding = Bind('d', [new("id", Int8, IsKey: true), new("name", Text, IsKey: true), new("note", Text)], keyOfTwo: true);

        var (item, changed, notSent) = Update(
            binding,
            [WireField.Int8(1), WireField.Unchanged, WireField.Text("n")],
            'K',
            [WireField.Int8(1), WireField.Text("long key"), WireField.Null],
            keyOfTwo: true);

        Assert.Equal("long key", item.Name);
        Assert.True(notSent.IsEmpty);
        Assert.False(changed.Contains(Name));
        Assert.False(binding.KeyDiffers(_message, KeyOfTwo));
    }

    [Fact]
    public void With_a_full_old_row_only_what_differs_counts_as_changed()
    {
        var (_, changed, _) = Update(
            Bind('f', Columns),
            [WireField.Int8(1), WireField.Text("a"), WireField.Null],
            'O',
            [WireField.Int8(1), WireField.Text("a"), WireField.Text("n")]);

        Assert.Equal(PropertySet.Empty.With(Note), changed);
    }

    [Fact]
    public void An_empty_text_is_not_NULL()
    {
        var (_, changed, _) = Update(
            Bind('f', Columns), [WireField.Int8(1), WireField.Text("a"), WireField.Text("")], 'O', [WireField.Int8(1), WireField.Text("a"), WireField.Null]);

        Assert.True(changed.Contains(Note));
    }

    [Fact]
    public void The_columns_beside_the_key_in_a_key_tuple_count_as_not_sent()
    {
        var binding = Bind('d', Columns);
        var message = WireMessage.Delete(7, 'K', WireField.Int8(5), WireField.Null, WireField.Null);
        var row = PgOutputParser.ParseRow(message, _old, _new);

        var old = binding.ReadOld(message, _old, row.Old, ItemDecoder.Instance.Fields);

        Assert.Equal((true, false, false), (old.IsSent(Id), old.IsSent(Name), old.IsSent(Note)));
        Assert.Equal(new ItemKey(5), ItemDecoder.Instance.DecodeKey(old));
    }

    [Fact]
    public void A_NULL_in_a_full_old_row_was_sent()
    {
        var binding = Bind('f', Columns);
        var message = WireMessage.Delete(7, 'O', WireField.Int8(5), WireField.Text("a"), WireField.Null);
        var row = PgOutputParser.ParseRow(message, _old, _new);

        var old = binding.ReadOld(message, _old, row.Old, ItemDecoder.Instance.Fields);

        Assert.Equal((true, true), (old.IsSent(Note), old.IsNull(Note)));
    }

    [Theory]
    [InlineData(1, 2, true)]
    [InlineData(1, 1, false)]
    public void The_key_differs_where_its_bytes_do(long before, long after, bool differs)
    {
        var binding = Bind('d', Columns);

        Update(binding, [WireField.Int8(after), WireField.Text("b"), WireField.Null], 'K', [WireField.Int8(before), WireField.Null, WireField.Null]);

        Assert.Equal(differs, binding.KeyDiffers(_message, ItemDecoder.Instance.Fields));
    }

    [Fact]
    public void A_row_shows_nothing_of_the_row_before()
    {
        var binding = Bind('f', Columns);
        Update(binding, [WireField.Int8(1), WireField.Text("b"), WireField.Text("n")], 'O', [WireField.Int8(1), WireField.Text("a"), WireField.Text("m")]);

        var (item, _, notSent) = Update(binding, [WireField.Int8(2), WireField.Text("c"), WireField.Unchanged]);

        Assert.Null(item.Note);
        Assert.Equal(PropertySet.Empty.With(Note), notSent);
    }

    private static readonly FieldProperty[] KeyOfTwo =
    [
        ItemDecoder.Instance.Fields[Id],
        new("Name", typeof(string), FieldDecoders.String) { Column = "name", IsKey = true },
        ItemDecoder.Instance.Fields[Note],
    ];

    private byte[] _message = [];

    private static RelationMessage Relation(char identity, params IReadOnlyList<WireColumn> columns) =>
        PgOutputParser.ParseRelation(WireMessage.Relation(7, "public", "items", identity, columns));

    private static EntityBinding Bind(char identity, params IReadOnlyList<WireColumn> columns) =>
        EntityBinding.Bind("Item", ItemDecoder.Instance.Fields, Table, Relation(identity, columns));

    private static EntityBinding Bind(char identity, IReadOnlyList<WireColumn> columns, bool keyOfTwo) =>
        EntityBinding.Bind("Item", keyOfTwo ? KeyOfTwo : ItemDecoder.Instance.Fields, Table, Relation(identity, columns));

    private static string Refusal(char identity, params WireColumn[] columns) => Assert.Throws<BindException>(() => Bind(identity, columns)).Message;

    private Item Insert(EntityBinding binding, params WireField[] row)
    {
        var message = WireMessage.Insert(7, row);
        PgOutputParser.ParseRow(message, _old, _new);
        return ItemDecoder.Instance.Decode(binding.ReadNew(message, _new));
    }

    private (Item Item, PropertySet Changed, PropertySet NotSent) Update(
        EntityBinding binding, WireField[] row, char? marker = null, WireField[]? old = null, bool keyOfTwo = false)
    {
        _message = WireMessage.Update(7, row, marker, old);
        var parsed = PgOutputParser.ParseRow(_message, _old, _new);
        if (parsed.Old != OldTuple.None)
        {
            _ = binding.ReadOld(_message, _old, parsed.Old, keyOfTwo ? KeyOfTwo : ItemDecoder.Instance.Fields);
        }

        var reader = binding.ReadUpdated(_message, _new, parsed.Old, filledColumns: null, out var sets);
        return (ItemDecoder.Instance.Decode(reader), sets.Changed, sets.NotSent);
    }
}
