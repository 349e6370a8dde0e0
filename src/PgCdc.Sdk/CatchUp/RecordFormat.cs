using System.Buffers.Binary;
using PgCdc.Sdk.Decoding;

namespace PgCdc.Sdk.CatchUp;

/// <summary>
/// Reads a composite value as
/// <see href="https://github.com/postgres/postgres/blob/REL_18_STABLE/src/backend/utils/adt/rowtypes.c">record_send</see> writes it: the
/// number of columns, and for each its type, its length (-1 for NULL) and its bytes. Pure.
/// </summary>
internal static class RecordFormat
{
    /// <summary>Finds the values; they stay where they are.</summary>
    /// <param name="record">The record.</param>
    /// <param name="columns">The columns, which say which of them came as text.</param>
    /// <param name="values">A place for each column.</param>
    /// <exception cref="ProtocolException">The bytes are no such record.</exception>
    public static void Read(ReadOnlySpan<byte> record, IReadOnlyList<LogColumn> columns, Span<FieldSlice> values)
    {
        var position = 0;
        if (Next(record, ref position) != columns.Count)
        {
            throw new ProtocolException($"A log row does not have the {columns.Count} columns that were asked for.");
        }

        for (var index = 0; index < columns.Count; index++)
        {
            _ = Next(record, ref position);
            var length = Next(record, ref position);
            if (length == -1)
            {
                values[index] = new FieldSlice(FieldKind.Null, 0, 0);
                continue;
            }

            if (length < 0 || length > record.Length - position)
            {
                throw TooShort(record.Length);
            }

            values[index] = new FieldSlice(columns[index].IsText ? FieldKind.Text : FieldKind.Binary, position, length);
            position += length;
        }

        if (position != record.Length)
        {
            throw new ProtocolException($"A log row of {record.Length} bytes has {record.Length - position} bytes behind its last column.");
        }
    }

    private static int Next(ReadOnlySpan<byte> record, ref int position)
    {
        if (record.Length - position < sizeof(int))
        {
            throw TooShort(record.Length);
        }

        var value = BinaryPrimitives.ReadInt32BigEndian(record[position..]);
        position += sizeof(int);
        return value;
    }

    private static ProtocolException TooShort(int length) => new($"A log row of {length} bytes ends within a column.");
}
