using PgCdc.Sdk.Decoding;

namespace PgCdc.Sdk.Tests.Fixtures;

/// <summary>The decoder that the generator would emit.</summary>
internal sealed class ItemDecoder : EntityDecoder<Item>
{
    private ItemDecoder()
        : base(
            "Item",
            null,
            "items",
            [
                new FieldProperty("Id", typeof(long), FieldDecoders.Int64) { IsKey = true, Column = "id" },
                new FieldProperty("Name", typeof(string), FieldDecoders.String) { Column = "name" },
                new FieldProperty("Note", typeof(string), FieldDecoders.String) { Column = "note", IsNullable = true },
            ])
    {
    }

    public static ItemDecoder Instance { get; } = new();

    public override Item Decode(in RowReader row) => new()
    {
        Id = row.GetInt64(0),
        Name = row.GetString(1),
        Note = row.IsNull(2) ? null : row.GetString(2),
    };

    public override object DecodeKey(in RowReader row)
    {
        row.RequireSent(0);
        return new ItemKey(row.GetInt64(0));
    }

    public override object GetKey(Item row) => new ItemKey(row.Id);

    public override object? GetValue(Item row, int ordinal) => ordinal switch
    {
        0 => row.Id,
        1 => row.Name,
        2 => row.Note,
        _ => throw new ArgumentOutOfRangeException(nameof(ordinal)),
    };
}
