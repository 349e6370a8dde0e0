using System.Buffers.Binary;
using CsCheck;
using PgCdc.Sdk.CatchUp;
using PgCdc.Sdk.Decoding;

namespace PgCdc.Sdk.Tests.CatchUp;

public sealed class RecordFormatTests
{
    [Fact]
    public void Every_value_is_found_where_it_lies() => Gen.Byte.Array[0, 20].Null().Array[0, 12].Sample(static values =>
    {
        var record = Record(values);
        var slices = new FieldSlice[values.Length];
        RecordFormat.Read(record, Columns(values.Length), slices);
        for (var index = 0; index < values.Length; index++)
        {
            var (kind, offset, length) = slices[index];
            Assert.Equal(values[index] is null ? FieldKind.Null : index % 2 == 0 ? FieldKind.Binary : FieldKind.Text, kind);
            Assert.Equal(values[index] ?? [], record[offset..(offset + length)]);
        }
    });

    [Fact]
    public void A_record_that_was_cut_is_refused_wherever_it_was_cut()
    {
        var record = Record([[1, 2, 3], null, [4]]);

        for (var length = 0; length < record.Length; length++)
        {
            Assert.Throws<ProtocolException>(() => RecordFormat.Read(record.AsSpan(0, length), Columns(3), new FieldSlice[3]));
        }
    }

    [Fact]
    public void A_length_that_lies_is_refused()
    {
        var record = Record([[1, 2, 3]]);
        BinaryPrimitives.WriteInt32BigEndian(record.AsSpan(8), int.MaxValue);

        Assert.Throws<ProtocolException>(() => RecordFormat.Read(record, Columns(1), new FieldSlice[1]));
    }

    [Fact]
    public void Another_number_of_columns_is_refused() =>
        Assert.Throws<ProtocolException>(() => RecordFormat.Read(Record([[1], [2]]), Columns(3), new FieldSlice[3]));

    private static LogColumn[] Columns(int count) =>
        [.. Enumerable.Range(0, count).Select(static index => new LogColumn($"c{index}", $"c{index}", false, false, 23, IsText: index % 2 == 1))];

    private static byte[] Record(byte[]?[] values)
    {
        var bytes = new List<byte>();
        Add(values.Length);
        foreach (var value in values)
        {
            Add(23);
            Add(value?.Length ?? -1);
            bytes.AddRange(value ?? []);
        }

        return [.. bytes];

        void Add(int number)
        {
            Span<byte> buffer = stackalloc byte[4];
            BinaryPrimitives.WriteInt32BigEndian(buffer, number);
            bytes.AddRange(buffer);
        }
    }
}
