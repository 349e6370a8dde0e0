using Npgsql;
using PgCdc.Sdk.CatchUp;
using PgCdc.Sdk.Tables;

namespace PgCdc.Sdk.FuzzHost.Recording;

/// <summary>Lets a real server write the streams: what it sends of many types, through every door.</summary>
internal sealed class Recorder(NpgsqlConnection connection)
{
    private const int ColumnsEach = 8;
    private const string Origin = "pgcdc_fuzz_elsewhere";

    /// <summary>Records in an empty database, and leaves neither slot nor origin behind.</summary>
    public static async Task<IReadOnlyList<RecordedStream>> RecordAsync(string connectionString, CancellationToken cancellationToken)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync(cancellationToken);
        return await new Recorder(connection).RecordAsync(cancellationToken);
    }

    private async Task<IReadOnlyList<RecordedStream>> RecordAsync(CancellationToken cancellationToken)
    {
        var slot = $"fuzz_{connection.Database}";
        var tables = await CreateTablesAsync(cancellationToken);
        await ExecuteAsync($"SELECT pg_create_logical_replication_slot('{slot}', 'pgoutput')", cancellationToken);
        try
        {
            var streams = new List<RecordedStream>();
            foreach (var table in tables)
            {
                await ExecuteAllAsync(table.Filling(), cancellationToken);
                streams.Add(await RecordLogAsync(table, cancellationToken));
                await ExecuteAllAsync(table.Changes(), cancellationToken);
            }

            await WriteFromElsewhereAsync(tables[0], cancellationToken);
            foreach (var table in tables)
            {
                streams.Add(await RecordStreamAsync(slot, table, RecordedDoor.Binary, cancellationToken));
                streams.Add(await RecordStreamAsync(slot, table, RecordedDoor.Text, cancellationToken));
            }

            return streams;
        }
        finally
        {
            await ExecuteAsync($"SELECT pg_drop_replication_slot('{slot}')", CancellationToken.None);
        }
    }

    private async Task<List<SampleTable>> CreateTablesAsync(CancellationToken cancellationToken)
    {
        var extensions = new List<string>();
        foreach (var extension in SampleTypes.Extensions)
        {
            if (await ScalarAsync<bool>($"SELECT EXISTS (SELECT FROM pg_available_extensions WHERE name = '{extension}')", cancellationToken))
            {
                await ExecuteAsync($"CREATE EXTENSION {extension}", cancellationToken);
                extensions.Add(extension);
            }
        }

        await ExecuteAsync(SampleTypes.Definitions, cancellationToken);
        var tables = SampleTypes.On(extensions).Chunk(ColumnsEach).Select(static (types, number) => new SampleTable(number, types)).ToList();
        foreach (var table in tables)
        {
            await ExecuteAllAsync(table.Definition(), cancellationToken);
        }

        return tables;
    }

    private async Task<RecordedStream> RecordStreamAsync(string slot, SampleTable table, RecordedDoor door, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            $"""
            SELECT (lsn - '0/0')::text, data FROM pg_logical_slot_peek_binary_changes('{slot}', NULL, NULL,
                'proto_version', '1', 'publication_names', '{table.Publication}', 'binary', '{(door == RecordedDoor.Binary ? "true" : "false")}', 'messages', 'true')
            """,
            connection);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var frames = new List<RecordedFrame>();
        while (await reader.ReadAsync(cancellationToken))
        {
            frames.Add(new RecordedFrame(ulong.Parse(reader.GetString(0), System.Globalization.CultureInfo.InvariantCulture), '\0', reader.GetFieldValue<byte[]>(1)));
        }

        return new RecordedStream(table.Name, door, table.Identity == 'f', [], frames);
    }

    /// <summary>What a catch-up would read, had the table a log: each row beside the one before it as the old one.</summary>
    private async Task<RecordedStream> RecordLogAsync(SampleTable table, CancellationToken cancellationToken)
    {
        var columns = await ReadColumnsAsync(table, cancellationToken);
        var values = columns.Select(static column => $"{(column.IsOld ? "old" : "now")}.{column.Name}{(column.IsText ? "::text" : "")}");
        await using var command = new NpgsqlCommand(
            $"""
            SELECT now.id::text, operation, record_send(ROW({string.Join(", ", values)}))
            FROM {table.Name} AS now
            LEFT JOIN {table.Name} AS old ON old.id = now.id - 1
            JOIN unnest(ARRAY['I', 'U', 'D']) AS operation ON (operation = 'I') = (old.id IS NULL)
            ORDER BY now.id, operation
            """,
            connection);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var frames = new List<RecordedFrame>();
        while (await reader.ReadAsync(cancellationToken))
        {
            frames.Add(new RecordedFrame(
                1000 + ulong.Parse(reader.GetString(0), System.Globalization.CultureInfo.InvariantCulture), reader.GetString(1)[0], reader.GetFieldValue<byte[]>(2)));
        }

        frames.Add(new RecordedFrame(2000, 'T', []));
        return new RecordedStream(table.Name, RecordedDoor.Log, table.Identity == 'f', columns, frames);
    }

    private async Task<List<LogColumn>> ReadColumnsAsync(SampleTable table, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(TableColumns.Query, connection);
        command.Parameters.AddWithValue("public");
        command.Parameters.AddWithValue(table.Name);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var columns = new List<LogColumn>();
        while (await reader.ReadAsync(cancellationToken))
        {
            var (name, type, isText) = (reader.GetString(0), reader.GetFieldValue<uint>(1), reader.GetBoolean(2));
            columns.Add(new LogColumn(name, name, name == "id", IsOld: false, type, isText));
            if (name == "id" || table.Identity == 'f')
            {
                columns.Add(new LogColumn(name, $"old_{name}", name == "id", IsOld: true, type, isText));
            }
        }

        return columns;
    }

    /// <summary>A transaction that came from another server has an Origin message.</summary>
    private async Task WriteFromElsewhereAsync(SampleTable table, CancellationToken cancellationToken)
    {
        await ExecuteAsync($"SELECT pg_replication_origin_create('{Origin}')", cancellationToken);
        try
        {
            await ExecuteAsync($"SELECT pg_replication_origin_session_setup('{Origin}')", cancellationToken);
            await ExecuteAsync($"UPDATE {table.Name} SET touched = 7", cancellationToken);
        }
        finally
        {
            await ExecuteAsync("SELECT pg_replication_origin_session_reset()", CancellationToken.None);
            await ExecuteAsync($"SELECT pg_replication_origin_drop('{Origin}')", CancellationToken.None);
        }
    }

    private async Task ExecuteAllAsync(IEnumerable<string> statements, CancellationToken cancellationToken)
    {
        foreach (var statement in statements)
        {
            await ExecuteAsync(statement, cancellationToken);
        }
    }

    private async Task ExecuteAsync(string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private async Task<T> ScalarAsync<T>(string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return (T)(await command.ExecuteScalarAsync(cancellationToken))!;
    }
}
