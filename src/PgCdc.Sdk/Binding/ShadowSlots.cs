using PgCdc.Sdk.Decoding;

namespace PgCdc.Sdk.Binding;

/// <summary>Where the fields of the columns are kept that the class has no property for: behind all others.</summary>
/// <param name="First">The slot of the first.</param>
/// <param name="Columns">The columns.</param>
internal sealed record ShadowSlots(int First, IReadOnlyList<StructureColumn> Columns)
{
    private readonly string[] _names = [.. Columns.Select(static column => column.Path)];

    /// <summary>Reads them from a row.</summary>
    /// <exception cref="DecodeException">A value does not fit its property.</exception>
    public ShadowValues Read(in RowReader row)
    {
        var values = new object?[_names.Length];
        var sent = PropertySet.Empty;
        for (var index = 0; index < values.Length; index++)
        {
            var slot = First + index;
            sent = row.IsSent(slot) ? sent.With(index) : sent;
            values[index] = row.IsNull(slot) ? null : Columns[index].Decoder.ReadObject(row.FieldAt(slot));
        }

        return new ShadowValues(_names, values, sent);
    }
}
