using PgCdc.Sdk.IntegrationTests.Handlers;
using PgCdc.Sdk.IntegrationTests.Infrastructure;
using PgCdc.Sdk.IntegrationTests.Model;

namespace PgCdc.Sdk.IntegrationTests.Recovery;

[Trait("Needs", "Postgres")]
public sealed class SlotTests(ServerFixture server)
{
    [Fact]
    public async Task Where_the_strategy_is_to_stop_a_slot_that_is_gone_is_a_stop_and_no_new_one_is_created()
    {
        await using var database = await StoppedAsync();
        await database.ExecuteAsync($"SELECT pg_drop_replication_slot('{database.Slot}')");

        await FaultsWithAsync(database, SlotProblem.Missing);
        Assert.Equal(0L, await database.QueryAsync<long>($"SELECT count(*) FROM pg_replication_slots WHERE slot_name = '{database.Slot}'"));
    }

    [Fact]
    public async Task Where_the_strategy_is_to_stop_a_slot_that_moved_past_the_checkpoint_is_a_stop()
    {
        await using var database = await StoppedAsync();
        await database.ExecuteAsync("INSERT INTO items VALUES (2, 'skipped', NULL, 0)");
        await database.ExecuteAsync($"SELECT pg_replication_slot_advance('{database.Slot}', pg_current_wal_lsn())");

        await FaultsWithAsync(database, SlotProblem.Ahead);
    }

    [Fact]
    public async Task A_slot_of_another_plugin_is_a_stop()
    {
        await using var database = await StoppedAsync();
        await database.ExecuteAsync($"SELECT pg_drop_replication_slot('{database.Slot}')");
        await database.ExecuteAsync($"SELECT pg_create_physical_replication_slot('{database.Slot}')");

        await FaultsWithAsync(database, SlotProblem.OtherPlugin);
        await database.ExecuteAsync($"SELECT pg_drop_replication_slot('{database.Slot}')");
    }

    [Fact]
    public async Task A_slot_without_a_checkpoint_is_not_taken()
    {
        await using var database = await server.CreateAsync();
        await database.ExecuteAsync($"SELECT pg_create_logical_replication_slot('{database.Slot}', 'pgoutput')");

        await FaultsWithAsync(database, SlotProblem.WithoutCheckpoint);
    }

    [Fact]
    public async Task A_checkpoint_of_another_cluster_is_a_stop()
    {
        await using var database = await StoppedAsync();
        await database.ExecuteAsync("UPDATE pgcdc.checkpoint SET system_id = '1234'");

        await FaultsWithAsync(database, SlotProblem.OtherSystem);
    }

    [Fact]
    public async Task A_start_that_ended_while_creating_its_slot_begins_anew()
    {
        await using var database = await StoppedAsync();
        await database.ExecuteAsync("UPDATE pgcdc.checkpoint SET state = 0; DELETE FROM pgcdc.checkpoint_base");
        await using var consumer = await RunningConsumer.StartAsync(database, static cdc => cdc.AddHandler<Item, SeenHandler<Item>>());
        await consumer.StreamingAsync();
        await database.ExecuteAsync("INSERT INTO items VALUES (3, 'new', NULL, 0)");
        await consumer.CaughtUpAsync(database);

        Assert.Contains(consumer.Logs.GetSnapshot(), static record => record.Id.Id == 1002);
        Assert.Equal(1L, await database.QueryAsync<long>("SELECT count(*) FROM seen WHERE key = 'ItemKey { Id = 3 }'"));
    }

    [Fact]
    public async Task The_checkpoint_carries_system_timeline_bases_and_what_was_handled_since()
    {
        await using var database = await server.CreateAsync();
        await using var consumer = await RunningConsumer.StartAsync(
            database, static cdc => cdc.AddHandler<Item, SeenHandler<Item>>(), static options => options.BaseInterval = TimeSpan.FromHours(1));
        await consumer.StreamingAsync();
        var xids = new List<long>();
        for (var id = 1; id <= 3; id++)
        {
            await using var connection = await database.Source.OpenConnectionAsync(TestContext.Current.CancellationToken);
            await using var command = new Npgsql.NpgsqlCommand($"WITH row AS (INSERT INTO items VALUES ({id}, 'x', NULL, 0)) SELECT pg_current_xact_id()::text::bigint", connection);
            xids.Add((long)(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken))!);
        }

        await consumer.CaughtUpAsync(database);

        Assert.Equal(
            await database.QueryAsync<string>("SELECT system_identifier::text FROM pg_control_system()"),
            await database.QueryAsync<string>("SELECT system_id FROM pgcdc.checkpoint"));
        Assert.Equal(1, await database.QueryAsync<int>("SELECT timeline FROM pgcdc.checkpoint"));
        Assert.Equal(1L, await database.QueryAsync<long>("SELECT count(*) FROM pgcdc.checkpoint_base"));
        Assert.Equal(xids, await database.ListAsync<long>("SELECT unnest(xids) FROM pgcdc.handled ORDER BY lsn"));
        // What the first base shows is what existed before the slot: none of the handled ones.
        Assert.Equal(0L, await database.QueryAsync<long>(
            "SELECT count(*) FROM (SELECT unnest(xids) AS xid FROM pgcdc.handled) AS handled, pgcdc.checkpoint_base AS base WHERE pg_visible_in_snapshot(handled.xid::text::xid8, base.snapshot::pg_snapshot)"));
    }

    [Fact]
    public async Task Bases_advance_and_the_list_of_handled_transactions_does_not_grow()
    {
        await using var database = await server.CreateAsync();
        await using var consumer = await RunningConsumer.StartAsync(
            database,
            static cdc => cdc.AddHandler<Item, SeenHandler<Item>>(),
            static options =>
            {
                options.BaseInterval = TimeSpan.FromMilliseconds(10);
                options.RetainedBases = 2;
            });
        await consumer.StreamingAsync();
        // A transaction that stays open all the time: it holds back no base's position.
        await using var open = await database.Source.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await using var begin = new Npgsql.NpgsqlCommand("BEGIN; INSERT INTO items VALUES (0, 'open', NULL, 0)", open);
        await begin.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        for (var id = 1; id <= 60; id++)
        {
            await database.ExecuteAsync($"INSERT INTO items VALUES ({id}, 'x', NULL, 0)");
            await consumer.CaughtUpAsync(database);
        }

        Assert.True(await database.QueryAsync<long>("SELECT count(*) FROM pgcdc.checkpoint_base") <= 2);
        var listed = await database.QueryAsync<long>("SELECT coalesce(sum(cardinality(xids)), 0)::bigint FROM pgcdc.handled");
        Assert.True(listed < 50, $"{listed} of 60 handled transactions are still listed.");
        // Nothing may be missing: every logged transaction is visible in the oldest base or listed.
        Assert.Equal(0L, await database.QueryAsync<long>(
            """
            SELECT count(*) FROM pgcdc.log_public_items AS log
            WHERE NOT pg_visible_in_snapshot(log.pgcdc_xid, (SELECT snapshot FROM pgcdc.checkpoint_base ORDER BY lsn LIMIT 1)::pg_snapshot)
              AND log.pgcdc_xid::text::bigint NOT IN (SELECT unnest(xids) FROM pgcdc.handled)
            """));
    }

    private static async Task FaultsWithAsync(TestDatabase database, SlotProblem problem)
    {
        await using var consumer = await RunningConsumer.StartAsync(
            database, static cdc => cdc.AddHandler<Item, SeenHandler<Item>>(), static options => options.SlotLoss = SlotLossStrategy.Fail);
        await consumer.Monitor.WaitForAsync(PgCdcState.Faulted, Deadline.Token());
        var fault = Assert.IsType<SlotException>(consumer.Monitor.Fault);
        Assert.Equal(problem, fault.Problem);
        Assert.Contains(database.Slot, fault.Message, StringComparison.Ordinal);
        Assert.Contains(consumer.Logs.GetSnapshot(), static record => record.Id.Id == 2003);
    }

    /// <summary>A database whose consumer has handled a row and stopped.</summary>
    private async Task<TestDatabase> StoppedAsync()
    {
        var database = await server.CreateAsync();
        await using (var consumer = await RunningConsumer.StartAsync(database, static cdc => cdc.AddHandler<Item, SeenHandler<Item>>()))
        {
            await consumer.StreamingAsync();
            await database.ExecuteAsync("INSERT INTO items VALUES (1, 'x', NULL, 0)");
            await consumer.CaughtUpAsync(database);
        }

        await database.UntilAsync($"SELECT NOT active FROM pg_replication_slots WHERE slot_name = '{database.Slot}'", Deadline.Token());
        return database;
    }
}
