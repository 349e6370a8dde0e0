namespace PgCdc.Sdk.Tests.Fixtures;

/// <summary>A table of the recorded server, with its rows as messages.</summary>
internal sealed record WireTable(uint Id, string Schema, string Table, char Identity, IReadOnlyList<WireColumn> Columns)
{
    private const uint Int8Oid = 20;
    private const uint TextOid = 25;

    /// <summary>The table of <see cref="Item"/>.</summary>
    public static WireTable Items { get; } = new(16384, "public", "items", 'd', [new("id", Int8Oid, IsKey: true), new("name", TextOid), new("note", TextOid)]);

    /// <summary>A published table that no entity is mapped to.</summary>
    public static WireTable Strangers { get; } = new(16999, "public", "strangers", 'd', [new("id", Int8Oid, IsKey: true)]);

    public byte[] Relation() => WireMessage.Relation(Id, Schema, Table, Identity, Columns);

    public byte[] Insert(long id, string name = "a", string? note = null) => WireMessage.Insert(Id, Row(id, name, note));

    public byte[] Update(long id, string name) => WireMessage.Update(Id, Row(id, name, null));

    public byte[] Delete(long id) => WireMessage.Delete(Id, 'K', [.. Row(id, "", null).Select((field, column) => column == 0 ? field : WireField.Null)]);

    private WireField[] Row(long id, string name, string? note) => Columns.Count == 1
        ? [WireField.Int8(id)]
        : [WireField.Int8(id), WireField.Text(name), note is null ? WireField.Null : WireField.Text(note)];
}
