using Microsoft.Extensions.DependencyInjection;
using PgCdc.Sdk.IntegrationTests.Handlers;
using PgCdc.Sdk.IntegrationTests.Infrastructure;
using PgCdc.Sdk.IntegrationTests.Model;
using PgCdc.Sdk.Testing;

namespace PgCdc.Sdk.IntegrationTests.Streaming;

[Trait("Needs", "Postgres")]
public sealed class PositionTests(ServerFixture server)
{
    [Fact]
    public async Task A_stop_in_mid_transaction_loses_and_repeats_nothing()
    {
        await using var database = await server.CreateAsync();
        var gate = new Gate();
        await using (var first = await RunningConsumer.StartAsync(
            database, static cdc => cdc.AddHandler<Item, GatedHandler>(), services: services => services.AddSingleton(gate)))
        {
            await first.StreamingAsync();
            await database.ExecuteAsync("INSERT INTO items VALUES (1, 'before', NULL, 0)");
            await first.CaughtUpAsync(database);
            await database.ExecuteAsync("INSERT INTO items VALUES (2, 'half', NULL, 0), (3, 'gate', NULL, 0), (4, 'rest', NULL, 0)");
            await gate.Entered.WaitAsync(Deadline.Token());
        }

        Assert.Equal(["1"], await database.ListAsync<string>("SELECT key FROM seen ORDER BY id"));
        gate.Open();
        await using var second = await RunningConsumer.StartAsync(
            database, static cdc => cdc.AddHandler<Item, GatedHandler>(), services: services => services.AddSingleton(gate));
        await second.CaughtUpAsync(database);

        Assert.Equal(["1", "2", "3", "4"], await database.ListAsync<string>("SELECT key FROM seen ORDER BY id"));
    }

    [Fact]
    public async Task The_server_is_never_told_more_than_what_is_stored()
    {
        await using var database = await server.CreateAsync();
        var gate = new Gate();
        await using var consumer = await RunningConsumer.StartAsync(
            database, static cdc => cdc.AddHandler<Item, GatedHandler>(), services: services => services.AddSingleton(gate));
        await consumer.StreamingAsync();
        await database.ExecuteAsync("INSERT INTO items VALUES (1, 'before', NULL, 0)");
        await consumer.CaughtUpAsync(database);
        await database.ExecuteAsync("INSERT INTO items VALUES (2, 'gate', NULL, 0)");
        var behindGate = await database.PositionAsync();
        await gate.Entered.WaitAsync(Deadline.Token());

        // Feedback goes out every 100 ms; ten rounds of it while the handler stands at the gate.
        await database.AfterFeedbackAsync(rounds: 10);
        Assert.True(await database.ConfirmedAsync() <= await database.StoredAsync(), consumer.Trail());
        Assert.True(await database.StoredAsync() < behindGate, consumer.Trail());

        gate.Open();
        await consumer.CaughtUpAsync(database);
        await database.UntilAsync(
            $"SELECT confirmed_flush_lsn >= '{behindGate}' FROM pg_replication_slots WHERE slot_name = '{database.Slot}'", Deadline.Token());
        Assert.True(await database.ConfirmedAsync() <= await database.StoredAsync(), consumer.Trail());
    }

    [Fact]
    public async Task A_handler_slower_than_the_servers_timeout_keeps_its_connection()
    {
        await using var own = await OwnServer.StartAsync(new() { ["wal_sender_timeout"] = "1s" });
        await using var database = await TestDatabase.CreateAsync(own, "slow");
        var gate = new Gate();
        await using var consumer = await RunningConsumer.StartAsync(
            database, static cdc => cdc.AddHandler<Item, GatedHandler>(), services: services => services.AddSingleton(gate));
        await consumer.StreamingAsync();
        var sender = await database.QueryAsync<int>("SELECT active_pid FROM pg_replication_slots");

        // Enough to fill every buffer between the server and the handler, so that the server's sends block as well.
        await database.ExecuteAsync("INSERT INTO items VALUES (1, 'gate', NULL, 0)");
        await database.ExecuteAsync("INSERT INTO items SELECT i, 'x', repeat('y', 2000), 0 FROM generate_series(2, 20000) AS i");
        await gate.Entered.WaitAsync(Deadline.Token());
        await database.AfterFeedbackAsync(rounds: 40);
        gate.Open();
        await consumer.CaughtUpAsync(database);

        Assert.Equal(sender, await database.QueryAsync<int>("SELECT active_pid FROM pg_replication_slots"));
        Assert.Equal(20000L, await database.QueryAsync<long>("SELECT count(DISTINCT key) FROM seen"));
        Assert.DoesNotContain(consumer.Logs.GetSnapshot(), static record => record.Id.Id == 2002);
    }

    [Fact]
    public async Task An_idle_table_pins_no_WAL_while_others_write_a_gigabyte()
    {
        await using var own = await OwnServer.StartAsync();
        await using var database = await TestDatabase.CreateAsync(own, "idle");
        await using var consumer = await RunningConsumer.StartAsync(database, static cdc => cdc.AddHandler<Item, SeenHandler<Item>>());
        await consumer.StreamingAsync();
        await database.ExecuteAsync("INSERT INTO items VALUES (1, 'last', NULL, 0); CREATE TABLE other (body text)");
        await consumer.CaughtUpAsync(database);
        var begin = await database.PositionAsync();

        // 64 segments of 16 MiB: a little of each is written to another table, the rest of it is switched away.
        await using var elsewhere = Npgsql.NpgsqlDataSource.Create(await own.CreateDatabaseAsync("elsewhere", TestContext.Current.CancellationToken));
        for (var segment = 0; segment < 64; segment++)
        {
            await database.ExecuteAsync("INSERT INTO other SELECT repeat('x', 1000) FROM generate_series(1, 100)");
            await using var write = elsewhere.CreateCommand("SELECT pg_logical_emit_message(false, 'elsewhere', repeat('z', 100000)); SELECT pg_switch_wal();");
            await write.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        }

        var end = await database.PositionAsync();
        Assert.True(end - begin >= 1_000_000_000, $"Only {end - begin} bytes of WAL were written.");
        await database.UntilAsync(
            $"SELECT pg_wal_lsn_diff(pg_current_wal_lsn(), confirmed_flush_lsn) < 32 * 1024 * 1024 FROM pg_replication_slots", Deadline.Token());
        await database.ExecuteAsync("CHECKPOINT");
        await database.UntilAsync(
            $"SELECT pg_wal_lsn_diff(pg_current_wal_lsn(), restart_lsn) < 64 * 1024 * 1024 FROM pg_replication_slots", Deadline.Token());
        Assert.True(await database.ConfirmedAsync() <= await database.StoredAsync(), consumer.Trail());
    }
}
