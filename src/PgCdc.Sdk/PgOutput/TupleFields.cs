using PgCdc.Sdk.Decoding;

namespace PgCdc.Sdk.PgOutput;

/// <summary>The fields of one tuple by column, as slices of the message; one buffer is used again for every row.</summary>
internal sealed class TupleFields
{
    private FieldSlice[] _fields = new FieldSlice[16];

    public int Count { get; private set; }

    public ReadOnlySpan<FieldSlice> Fields => _fields.AsSpan(0, Count);

    public FieldSlice this[int column] => Fields[column];

    /// <summary>A tuple that stays when this one is used again.</summary>
    public TupleFields Copy()
    {
        var copy = new TupleFields();
        Fields.CopyTo(copy.Reset(Count));
        return copy;
    }

    public Span<FieldSlice> Reset(int count)
    {
        if (_fields.Length < count)
        {
            Array.Resize(ref _fields, Math.Max(count, _fields.Length * 2));
        }

        Count = count;
        return _fields.AsSpan(0, count);
    }
}
