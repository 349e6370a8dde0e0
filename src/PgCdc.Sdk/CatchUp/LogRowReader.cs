using PgCdc.Sdk.Decoding;
using PgCdc.Sdk.Dispatch;
using PgCdc.Sdk.PgOutput;
using PgCdc.Sdk.PgOutput.Messages;

namespace PgCdc.Sdk.CatchUp;

/// <summary>
/// Turns log rows into what the stream would have sent: an old tuple only where the replica identity calls for one. Pure; what it returns
/// is valid until the next row.
/// </summary>
internal sealed class LogRowReader(IReadOnlyList<LogTable> tables)
{
    private readonly TupleFields _old = new();
    private readonly TupleFields _new = new();
    private readonly FieldSlice[][] _values = [.. tables.Select(static table => new FieldSlice[table.Columns.Count])];

    public TupleFields Old => _old;

    public TupleFields New => _new;

    /// <summary>Reads an insert, an update or a delete.</summary>
    /// <exception cref="ProtocolException">The row is none.</exception>
    public (MessageKind Kind, RowMessage Row) Read(in LogRow row)
    {
        var table = tables[row.Table];
        var values = _values[row.Table];
        var record = row.Values.Span;
        RecordFormat.Read(record, table.Columns, values);
        var full = table.Log.HasFullOldRow;
        switch (row.Operation)
        {
            case 'I':
                Fill(_new, table.CurrentOf, values);
                return (MessageKind.Insert, new RowMessage(0, OldTuple.None, HasNew: true));
            case 'U':
                Fill(_new, table.CurrentOf, values);
                Fill(_old, table.OldOf, values);
                var old = full ? OldTuple.Full : IsKeyChanged(record, table) ? OldTuple.Key : OldTuple.None;
                return (MessageKind.Update, new RowMessage(0, old, HasNew: true));
            case 'D':
                Fill(_old, table.OldOf, values);
                return (MessageKind.Delete, new RowMessage(0, full ? OldTuple.Full : OldTuple.Key, HasNew: false));
            default:
                throw new ProtocolException($"A row of {table.Log.Schema}.{table.Log.Table} has the operation '{row.Operation}'.");
        }
    }

    private static void Fill(TupleFields tuple, IReadOnlyList<int> sources, ReadOnlySpan<FieldSlice> values)
    {
        var fields = tuple.Reset(sources.Count);
        for (var index = 0; index < fields.Length; index++)
        {
            fields[index] = sources[index] < 0 ? default : values[sources[index]];
        }
    }

    /// <summary>A key is never NULL: where its old value is, the trigger did not repeat a key that stayed.</summary>
    private bool IsKeyChanged(ReadOnlySpan<byte> record, LogTable table)
    {
        var columns = table.Relation.Columns;
        for (var index = 0; index < columns.Count; index++)
        {
            if (columns[index].IsKey && _old[index] is { Kind: > FieldKind.Null } old && !Bytes(record, old).SequenceEqual(Bytes(record, _new[index])))
            {
                return true;
            }
        }

        return false;
    }

    private static ReadOnlySpan<byte> Bytes(ReadOnlySpan<byte> record, FieldSlice slice) => record.Slice(slice.Offset, slice.Length);
}
