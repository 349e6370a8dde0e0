using Microsoft.EntityFrameworkCore;
using Npgsql;
using PgCdc.Sdk.IntegrationTests.Model;
using PgCdc.Sdk.Testing;

namespace PgCdc.Sdk.IntegrationTests.Infrastructure;

/// <summary>A database with the model's tables, capture and checkpoint tables.</summary>
public sealed class TestDatabase : IAsyncDisposable
{
    private TestDatabase(IPostgres server, string name, string connectionString)
    {
        Server = server;
        Name = name;
        ConnectionString = connectionString;
        Source = NpgsqlDataSource.Create(connectionString);
    }

    public IPostgres Server { get; }

    public string Name { get; }

    public string ConnectionString { get; }

    public NpgsqlDataSource Source { get; }

    /// <summary>The slot of this database's consumers: slots are the whole server's.</summary>
    public string Slot => $"slot_{Name}";

    /// <summary>A database that is there already: on a server that was promoted.</summary>
    public static TestDatabase Open(IPostgres server, string name, string connectionString) => new(server, name, connectionString);

    public static async Task<TestDatabase> CreateAsync(IPostgres server, string name)
    {
        var connectionString = await server.CreateDatabaseAsync(name);
        var database = new TestDatabase(server, name, connectionString);
        await using var context = database.OpenContext();
        await context.Database.EnsureCreatedAsync();
        return database;
    }

    public StoreContext OpenContext() => new(new DbContextOptionsBuilder<StoreContext>().UseNpgsql(ConnectionString).UsePgCdc().Options);

    public async Task ExecuteAsync(string sql)
    {
        await using var command = Source.CreateCommand(sql);
        command.CommandTimeout = 120;
        await command.ExecuteNonQueryAsync();
    }

    public async Task<T> QueryAsync<T>(string sql)
    {
        await using var command = Source.CreateCommand(sql);
        return (T)(await command.ExecuteScalarAsync() ?? throw new InvalidOperationException($"No row: {sql}"));
    }

    public async Task<T[]> ListAsync<T>(string sql)
    {
        await using var command = Source.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<T>();
        while (await reader.ReadAsync())
        {
            rows.Add(reader.GetFieldValue<T>(0));
        }

        return [.. rows];
    }

    /// <summary>
    /// A position at or behind every commit that was acknowledged to a writer so far. Of what is flushed: an insert position at the head
    /// of a page is reached only by the next record.
    /// </summary>
    public async Task<Lsn> PositionAsync() => Lsn.Parse(await QueryAsync<string>("SELECT pg_current_wal_flush_lsn()::text"));

    public async Task<Lsn> ConfirmedAsync() =>
        Lsn.Parse(await QueryAsync<string>($"SELECT confirmed_flush_lsn::text FROM pg_replication_slots WHERE slot_name = '{Slot}'"));

    public async Task<Lsn> StoredAsync() => Lsn.Parse(await QueryAsync<string>("SELECT lsn::text FROM pgcdc.checkpoint"));

    /// <summary>Asks until the answer is yes; for what a server tells in no other way.</summary>
    public async Task UntilAsync(string sql, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (!await QueryAsync<bool>($"SELECT coalesce(({sql}), false)"))
        {
            await timer.WaitForNextTickAsync(cancellationToken);
        }
    }

    /// <summary>
    /// Waits until the server has heard from the consumer so many times: what is not to happen by feedback has had its chances.
    /// </summary>
    public async Task AfterFeedbackAsync(int rounds)
    {
        var replyTime =
            $"SELECT coalesce(reply_time, '-infinity') FROM pg_stat_replication WHERE pid = (SELECT active_pid FROM pg_replication_slots WHERE slot_name = '{Slot}')";
        for (var round = 0; round < rounds; round++)
        {
            var heard = await QueryAsync<DateTime>(replyTime);
            await UntilAsync($"SELECT ({replyTime}) > '{heard:O}'", Deadline.Token());
        }
    }

    /// <summary>Leaves nothing behind where the server is somebody's; a throw-away one goes as a whole.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Server is not PostgresServer)
        {
            await UntilAsync($"SELECT count(*) = 0 FROM pg_replication_slots WHERE slot_name = '{Slot}' AND active", Deadline.Token());
            await ExecuteAsync($"SELECT pg_drop_replication_slot(slot_name) FROM pg_replication_slots WHERE slot_name = '{Slot}'");
        }

        await Source.DisposeAsync();
    }
}
