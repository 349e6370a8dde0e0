namespace PgCdc.Sdk.Abstractions.Tests.Changes;

/// <summary>Its shape, as the generator would emit it.</summary>
internal sealed class NoteShape : EntityShape<Note>
{
    private NoteShape()
        : base("Note", [new EntityProperty("Id", typeof(int)) { IsKey = true }, new EntityProperty("Text", typeof(string)) { IsNullable = true }])
    {
    }

    public static NoteShape Instance { get; } = new();

    public override object GetKey(Note row) => row.Id;

    public override object? GetValue(Note row, int ordinal) => ordinal switch
    {
        0 => row.Id,
        1 => row.Text,
        _ => throw new ArgumentOutOfRangeException(nameof(ordinal)),
    };
}
