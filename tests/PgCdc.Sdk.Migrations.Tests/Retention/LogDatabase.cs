using Npgsql;
using PgCdc.Sdk.Migrations.Tests.Postgres;

namespace PgCdc.Sdk.Migrations.Tests.Retention;

/// <summary>A database that captures <c>orders</c>, with words for what the retention tests do with its log.</summary>
public sealed class LogDatabase(TestDatabase database)
{
    private int _rows;

    public TestDatabase Database => database;

    public static async Task<LogDatabase> CreateAsync(PostgresFixture postgres, string? binDirectory = null)
    {
        var database = await postgres.CreateDatabaseAsync(binDirectory);
        await database.CreateAsync(Models.Orders());

        return new LogDatabase(database);
    }

    public Task WriteAsync() => database.ExecuteAsync(Insert());

    /// <summary>An insert of one new row.</summary>
    public string Insert() => $"INSERT INTO orders VALUES ({Interlocked.Increment(ref _rows)}, 'a')";

    public async Task<Purged> PurgeAsync(string maxAge = "NULL", string maxBytes = "NULL")
    {
        await using var connection = await database.OpenAsync();
        // Whoever waits for a lock here has failed.
        await connection.ExecuteAsync("SET lock_timeout = '5s'");

        return await PurgeAsync(connection, maxAge, maxBytes);
    }

    public static async Task<Purged> PurgeAsync(NpgsqlConnection connection, string maxAge = "NULL", string maxBytes = "NULL")
    {
        await using var command = new NpgsqlCommand(
            $"SELECT live_bytes, freed_bytes, purged_below::text::bigint, lost FROM pgcdc.purge_log({maxAge}, {maxBytes})", connection);
        await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        Assert.True(await reader.ReadAsync(TestContext.Current.CancellationToken));

        return new Purged(reader.GetInt64(0), reader.GetInt64(1), reader.GetInt64(2), reader.GetFieldValue<string[]>(3));
    }

    /// <summary>Registers a consumer that has handled everything that has ended by now.</summary>
    public Task HandleAsync(string consumer) => database.ExecuteAsync($"SELECT pgcdc.register_reader('{consumer}', pg_snapshot_xmin(pg_current_snapshot()))");

    public Task<IReadOnlyList<string>> IdsAsync() => database.ListAsync("SELECT id FROM pgcdc.log_public_orders ORDER BY pgcdc_seq");

    public Task<string?> CurrentSlotAsync() => database.ScalarAsync("SELECT last_value FROM pgcdc.log_ring");

    public Task<IReadOnlyList<string>> SealedAsync() => database.ListAsync("SELECT slot FROM pgcdc.log_slot WHERE sealed_xid IS NOT NULL ORDER BY slot");
}
