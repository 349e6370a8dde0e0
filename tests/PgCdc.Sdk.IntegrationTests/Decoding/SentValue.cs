using System.Buffers.Binary;
using System.Text;
using Npgsql;
using PgCdc.Sdk.Decoding;

namespace PgCdc.Sdk.IntegrationTests.Decoding;

/// <summary>A value as a server sends it in both formats, and what Npgsql makes of it.</summary>
internal sealed class SentValue
{
    private static readonly FieldSource Source = new("public.samples", "value", 0, "Sample.Value");

    private SentValue(uint oid, byte[] binary, byte[] text)
    {
        Oid = oid;
        Binary = binary;
        Text = text;
    }

    public uint Oid { get; }

    public byte[] Binary { get; }

    public byte[] Text { get; }

    public static async Task<SentValue> FetchAsync(NpgsqlConnection connection, string sql)
    {
        var cancellation = TestContext.Current.CancellationToken;
        await using var command = new NpgsqlCommand($"SELECT pg_typeof(v)::oid, format('%s', v) FROM (SELECT {sql} AS v) AS s", connection);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        Assert.True(await reader.ReadAsync(cancellation));
        var oid = reader.GetFieldValue<uint>(0);
        var text = Encoding.UTF8.GetBytes(reader.GetString(1));
        await reader.CloseAsync();
        return new SentValue(oid, await FetchBinaryAsync(connection, sql), text);
    }

    public T Read<T>(FieldDecoder<T> decoder, bool text)
        where T : notnull => decoder.Read(new Field(text ? Text : Binary, text, Oid, Source));

    /// <summary>The one field of the one row: <see href="https://www.postgresql.org/docs/current/sql-copy.html#id-1.9.3.55.9.4">COPY's binary format</see>.</summary>
    private static async Task<byte[]> FetchBinaryAsync(NpgsqlConnection connection, string sql)
    {
        const int Signature = 11;
        const int Header = Signature + 4 + 4;
        const int FieldCount = 2;
        await using var copy = await connection.BeginRawBinaryCopyAsync(
            $"COPY (SELECT {sql}) TO STDOUT (FORMAT binary)", TestContext.Current.CancellationToken);
        using var bytes = new MemoryStream();
        await copy.CopyToAsync(bytes, TestContext.Current.CancellationToken);
        var row = bytes.ToArray().AsSpan(Header);
        Assert.Equal(1, BinaryPrimitives.ReadInt16BigEndian(row));
        return row.Slice(FieldCount + sizeof(int), BinaryPrimitives.ReadInt32BigEndian(row[FieldCount..])).ToArray();
    }
}
