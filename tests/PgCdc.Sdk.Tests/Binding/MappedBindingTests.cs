using PgCdc.Sdk.Binding;
using PgCdc.Sdk.Decoding;
using PgCdc.Sdk.PgOutput;
using PgCdc.Sdk.PgOutput.Messages;
using PgCdc.Sdk.Tests.Fixtures;

namespace PgCdc.Sdk.Tests.Binding;

/// <summary>Decoders that come with the table, and properties that lie in several columns of it.</summary>
public sealed class MappedBindingTests
{
    private const int Note = 2;
    private const uint Int8 = 20;
    private const uint Text = 25;

    private static readonly EntityTable Table = new("public", "items", new Dictionary<string, string>());

    private static readonly WireColumn[] Columns =
        [new("id", Int8, IsKey: true), new("name", Text), new("note_first", Text), new("note_second", Int8)];

    private static readonly EntityTable InTwoColumns = Table with { Decoders = Structure(isOptional: true) };

    private readonly TupleFields _old = new();
    private readonly TupleFields _new = new();

    [Fact]
    public void The_tables_decoder_takes_the_place_of_the_propertys_own()
    {
        var table = Table with { Decoders = new Dictionary<string, FieldDecoder> { ["Name"] = new Shouting() } };
        var binding = Bind(table, [Columns[0], Columns[1], new("note", Text)]);

        var item = Insert(binding, WireField.Int8(1), WireField.Text("a"), WireField.Text("n"));

        Assert.Equal(("A", "n"), (item.Name, item.Note));
    }

    [Fact]
    public void A_decoder_that_the_class_chose_stays()
    {
        var fields = ItemDecoder.Instance.Fields.ToArray();
        fields[1] = new FieldProperty("Name", typeof(string), FieldDecoders.String) { Column = "name", IsDecoderChosen = true };
        var table = Table with { Decoders = new Dictionary<string, FieldDecoder> { ["Name"] = new Shouting() } };

        var binding = EntityBinding.Bind("Item", fields, table, Relation('d', [Columns[0], Columns[1], new("note", Text)]));

        Assert.Equal("a", Insert(binding, WireField.Int8(1), WireField.Text("a"), WireField.Null).Name);
    }

    [Fact]
    public void A_decoder_of_another_type_is_refused()
    {
        var table = Table with { Decoders = new Dictionary<string, FieldDecoder> { ["Name"] = FieldDecoders.Int64 } };

        var refusal = Assert.Throws<BindException>(() => Bind(table, [Columns[0], new("name", Int8), new("note", Text)]));

        Assert.Contains("Item.Name is read as System.String, but the decoder that the model's mapping gives it reads System.Int64", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_property_for_which_no_decoder_came_is_named()
    {
        var fields = ItemDecoder.Instance.Fields.ToArray();
        fields[1] = new FieldProperty("Name", typeof(Version), FieldDecoders.Mapped<Version>()) { Column = "name" };

        var refusal = Assert.Throws<BindException>(
            () => EntityBinding.Bind("Item", fields, Table, Relation('d', [Columns[0], Columns[1], new("note", Text)])));

        Assert.Contains("no decoder of Version is known for column \"name\" of Item.Name", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_property_elsewhere_needs_no_column_and_counts_as_not_sent()
    {
        var binding = Bind(Table with { Elsewhere = new HashSet<string> { "Note" } }, [Columns[0], Columns[1]]);

        Assert.Equal(PropertySet.Empty.With(Note), binding.Missing);
    }

    [Fact]
    public void A_structure_is_built_from_its_columns()
    {
        var binding = Bind(InTwoColumns, Columns);

        Assert.True(binding.Missing.IsEmpty);
        Assert.Equal("one 2", Insert(binding, WireField.Int8(1), WireField.Text("a"), WireField.Text("one"), WireField.Int8(2)).Note);
        Assert.Equal("one ", Insert(binding, WireField.Int8(1), WireField.Text("a"), WireField.Text("one"), WireField.Null).Note);
    }

    [Fact]
    public void An_optional_structure_without_any_value_is_none_and_another_is_empty()
    {
        WireField[] row = [WireField.Int8(1), WireField.Text("a"), WireField.Null, WireField.Null];

        Assert.Null(Insert(Bind(InTwoColumns, Columns), row).Note);
        Assert.Equal(" ", Insert(Bind(Table with { Decoders = Structure(isOptional: false) }, Columns), row).Note);
    }

    [Fact]
    public void NULL_in_a_structures_column_that_cannot_hold_it_is_named()
    {
        var table = Table with { Decoders = Structure(isOptional: true, isNullable: false) };

        var failure = Assert.Throws<DecodeException>(
            () => Insert(Bind(table, Columns), WireField.Int8(1), WireField.Text("a"), WireField.Text("one"), WireField.Null));

        Assert.Contains("Column \"note_second\" of public.items holds NULL, but Item.Note.Second cannot", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_structures_missing_or_unfit_columns_are_named()
    {
        var refusal = Assert.Throws<BindException>(() => Bind(InTwoColumns, [Columns[0], Columns[1], new("note_first", 16)])).Message;

        Assert.Contains("column \"note_second\" of Item.Note.Second is not among the published columns", refusal, StringComparison.Ordinal);
        Assert.Contains("column \"note_first\" has the type 16, but Item.Note.First reads", refusal, StringComparison.Ordinal);
    }

    [Fact]
    public void A_structure_changed_if_one_of_its_columns_did()
    {
        WireField[] before = [WireField.Int8(1), WireField.Text("a"), WireField.Text("one"), WireField.Int8(2)];

        Assert.Equal(
            PropertySet.Empty.With(Note),
            Update([WireField.Int8(1), WireField.Text("a"), WireField.Text("one"), WireField.Int8(3)], 'O', before).Changed);
        Assert.True(Update(before, 'O', before).Changed.IsEmpty);
    }

    [Fact]
    public void A_structures_unsent_column_comes_from_the_old_row_or_counts_as_not_sent()
    {
        WireField[] row = [WireField.Int8(1), WireField.Text("a"), WireField.Unchanged, WireField.Int8(3)];

        var filled = Update(row, 'O', [WireField.Int8(1), WireField.Text("a"), WireField.Text("one"), WireField.Int8(2)]);
        Assert.Equal(("one 3", true), (filled.Item.Note, filled.NotSent.IsEmpty));

        var key = Update(row, 'K', [WireField.Int8(2), WireField.Null, WireField.Null, WireField.Null]);
        Assert.Equal((" 3", PropertySet.Empty.With(Note)), (key.Item.Note, key.NotSent));
    }

    private static Dictionary<string, FieldDecoder> Structure(bool isOptional, bool isNullable = true) => new()
    {
        ["Note"] = new StructureDecoder<string>(
            [
                new StructureColumn("First", "note_first", FieldDecoders.String, IsNullable: true),
                new StructureColumn("Second", "note_second", FieldDecoders.Int64, isNullable),
            ],
            isOptional,
            static values => $"{values[0]} {values[1]}"),
    };

    private static RelationMessage Relation(char identity, params IReadOnlyList<WireColumn> columns) =>
        PgOutputParser.ParseRelation(WireMessage.Relation(7, "public", "items", identity, columns));

    private static EntityBinding Bind(EntityTable table, IReadOnlyList<WireColumn> columns) =>
        EntityBinding.Bind("Item", ItemDecoder.Instance.Fields, table, Relation('d', columns));

    private Item Insert(EntityBinding binding, params WireField[] row)
    {
        var message = WireMessage.Insert(7, row);
        PgOutputParser.ParseRow(message, _old, _new);
        return ItemDecoder.Instance.Decode(binding.ReadNew(message, _new));
    }

    private (Item Item, PropertySet Changed, PropertySet NotSent) Update(WireField[] row, char marker, WireField[] old)
    {
        var binding = Bind(InTwoColumns, Columns);
        var message = WireMessage.Update(7, row, marker, old);
        var parsed = PgOutputParser.ParseRow(message, _old, _new);
        _ = binding.ReadOld(message, _old, parsed.Old, ItemDecoder.Instance.Fields);
        var reader = binding.ReadUpdated(message, _new, parsed.Old, filledColumns: null, out var sets);
        return (ItemDecoder.Instance.Decode(reader), sets.Changed, sets.NotSent);
    }

    private sealed class Shouting : FieldDecoder<string>
    {
        public override string Reads => "text";

        public override bool Accepts(uint typeOid) => typeOid == Text;

        public override string Read(in Field field) => FieldDecoders.String.Read(field).ToUpperInvariant();
    }
}
