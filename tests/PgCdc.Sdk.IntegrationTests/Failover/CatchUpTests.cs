using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using PgCdc.Sdk.IntegrationTests.Handlers;
using PgCdc.Sdk.IntegrationTests.Infrastructure;
using PgCdc.Sdk.IntegrationTests.Model;

namespace PgCdc.Sdk.IntegrationTests.Failover;

/// <summary>A slot that is gone, on the server where it was: what was committed since comes from the log, once, and then the stream goes on.</summary>
[Trait("Needs", "Postgres")]
public sealed class CatchUpTests(ServerFixture server)
{
    private readonly FailoverLog _log = new();

    [Fact]
    public async Task What_was_committed_while_there_was_no_slot_comes_from_the_log_and_the_rest_from_the_stream()
    {
        await using var database = await LostAsync();
        await database.ExecuteAsync("INSERT INTO items VALUES (2, 'b', NULL, 0)");
        await database.ExecuteAsync("UPDATE items SET name = 'bb' WHERE id = 2; UPDATE items SET id = 3 WHERE id = 2; DELETE FROM items WHERE id = 1");
        await using var consumer = await StartAsync(database);
        await consumer.StreamingAsync();
        await database.ExecuteAsync("INSERT INTO items VALUES (4, 'd', NULL, 0)");
        await consumer.CaughtUpAsync(database);

        Assert.Equal(
            [
                "Stream insert ItemKey { Id = 1 } 1|x||0",
                "Log insert ItemKey { Id = 2 } 2|b||0",
                "Log update ItemKey { Id = 2 } 2|bb||0",
                "Log update ItemKey { Id = 3 } 3|bb||0",
                "Log delete ItemKey { Id = 1 } ",
                "Stream insert ItemKey { Id = 4 } 4|d||0",
            ],
            await SeenAsync(database));
        Assert.Equal(SlotProblem.Missing, Assert.Single(_log.Of<GapFound>()).Problem);
        Assert.Single(_log.Of<SlotCreated>());
        var (_, finished) = Assert.Single(_log.Of<(string What, CatchUpProgress Progress)>(), static told => told.What == "finished");
        Assert.Equal((2L, 2L, 4L, 4L), (finished.Transactions, finished.TransactionsDone, finished.Rows, finished.RowsDone));
        Assert.Contains(consumer.Logs.GetSnapshot(), static record => record.Id.Id == 1005);
        Assert.Contains(consumer.Logs.GetSnapshot(), static record => record.Id.Id == 6003);
    }

    [Fact]
    public async Task A_transaction_that_began_before_the_last_handled_one_and_committed_after_it_is_not_missed()
    {
        await using var database = await server.CreateAsync();
        await using var early = await database.Source.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await using (await StreamedAsync(database))
        {
            await ExecuteAsync(early, "BEGIN; INSERT INTO items VALUES (10, 'early', NULL, 0)");
            await database.ExecuteAsync("INSERT INTO items VALUES (11, 'late', NULL, 0)");
            await _running!.CaughtUpAsync(database);
        }

        await DropAsync(database);
        await ExecuteAsync(early, "COMMIT");
        await database.ExecuteAsync("INSERT INTO items VALUES (12, 'last', NULL, 0)");
        await using var consumer = await StartAsync(database);
        await consumer.StreamingAsync();

        Assert.Equal(
            ["Stream 1", "Stream 11", "Log 10", "Log 12"],
            await database.ListAsync<string>("SELECT origin || ' ' || split_part(value, '|', 1) FROM seen ORDER BY id"));
    }

    [Fact]
    public async Task What_was_rolled_back_is_not_handled_and_savepoints_belong_to_their_transaction()
    {
        await using var database = await LostAsync();
        await database.ExecuteAsync(
            """
            BEGIN; INSERT INTO items VALUES (2, 'gone', NULL, 0); ROLLBACK;
            BEGIN; INSERT INTO items VALUES (3, 'a', NULL, 0);
            SAVEPOINT one; INSERT INTO items VALUES (4, 'gone', NULL, 0); ROLLBACK TO one;
            SAVEPOINT two; INSERT INTO items VALUES (5, 'b', NULL, 0); RELEASE two;
            INSERT INTO items VALUES (6, 'c', NULL, 0); COMMIT;
            """);
        await using var consumer = await StartAsync(database);
        await consumer.StreamingAsync();

        Assert.Equal(["3", "5", "6"], await database.ListAsync<string>("SELECT split_part(value, '|', 1) FROM seen WHERE origin = 'Log' ORDER BY id"));
        Assert.Equal(1L, await database.QueryAsync<long>("SELECT count(DISTINCT xid) FROM seen WHERE origin = 'Log'"));
    }

    [Fact]
    public async Task A_gap_without_changes_is_closed_with_none()
    {
        await using var database = await LostAsync();
        await using var consumer = await StartAsync(database);
        await consumer.StreamingAsync();
        await database.ExecuteAsync("INSERT INTO items VALUES (2, 'b', NULL, 0)");
        await consumer.CaughtUpAsync(database);

        Assert.Equal(["Stream", "Stream"], await database.ListAsync<string>("SELECT origin FROM seen ORDER BY id"));
    }

    [Fact]
    public async Task A_gap_that_holds_only_deletes_is_closed()
    {
        await using var database = await LostAsync();
        await database.ExecuteAsync("DELETE FROM items");
        await using var consumer = await StartAsync(database);
        await consumer.StreamingAsync();

        Assert.Equal(["Stream insert ItemKey { Id = 1 } 1|x||0", "Log delete ItemKey { Id = 1 } "], await SeenAsync(database));
    }

    [Fact]
    public async Task Tables_with_full_replica_identity_give_their_old_rows_and_truncations_are_told()
    {
        await using var database = await LostAsync();
        await database.ExecuteAsync(
            "INSERT INTO parts VALUES (1, 1, 'l', NULL); UPDATE parts SET label = 'm'; DELETE FROM parts; TRUNCATE parts");
        await using var consumer = await StartAsync(database);
        await consumer.StreamingAsync();

        Assert.Equal(
            [
                "Log insert PartKey { ItemId = 1, Number = 1 } 1|1|l|",
                "Log update PartKey { ItemId = 1, Number = 1 } 1|1|m|",
                "Log delete PartKey { ItemId = 1, Number = 1 } 1|1|m|",
                "Log truncate  ",
            ],
            (await SeenAsync(database))[1..]);
    }

    [Fact]
    public async Task A_prepared_transaction_comes_when_it_is_committed()
    {
        await using var own = await OwnServer.StartAsync(new Dictionary<string, string> { ["max_prepared_transactions"] = "2" });
        await using var database = await TestDatabase.CreateAsync(own, "test");
        await using (await StreamedAsync(database))
        {
        }

        await database.ExecuteAsync("BEGIN; INSERT INTO items VALUES (2, 'before', NULL, 0); PREPARE TRANSACTION 'one'");
        await DropAsync(database);
        await database.ExecuteAsync("COMMIT PREPARED 'one'");
        await database.ExecuteAsync("BEGIN; INSERT INTO items VALUES (3, 'rolled back', NULL, 0); PREPARE TRANSACTION 'two'");
        await database.ExecuteAsync("ROLLBACK PREPARED 'two'");
        await using var consumer = await StartAsync(database);
        await consumer.StreamingAsync();

        Assert.Equal(["Stream 1", "Log 2"], await database.ListAsync<string>("SELECT origin || ' ' || split_part(value, '|', 1) FROM seen ORDER BY id"));
    }

    [Fact]
    public async Task A_handler_that_fails_in_a_catch_up_is_retried_and_what_was_stored_before_stays_stored()
    {
        await using var database = await LostAsync();
        for (var id = 2; id <= 5; id++)
        {
            await database.ExecuteAsync($"INSERT INTO items VALUES ({id}, 'b', NULL, 0)");
        }

        await database.ExecuteAsync("INSERT INTO items VALUES (6, 'bad', NULL, 0)");
        await using var consumer = await StartAsync(
            database, static cdc => cdc.AddHandler<Item, FailingHandler>(), services: static services => services.AddSingleton(new FailureSwitch(2)));
        await consumer.StreamingAsync();

        Assert.Equal(
            ["1", "2", "3", "4", "5", "6"], await database.ListAsync<string>("SELECT split_part(value, '|', 1) FROM seen WHERE origin <> '' ORDER BY id"));
        Assert.Equal(
            ["2 attempt 1", "3 attempt 1", "4 attempt 1", "5 attempt 1", "6 attempt 3"],
            await database.ListAsync<string>("SELECT key || ' ' || value FROM seen WHERE origin = '' ORDER BY id"));
        Assert.Single(_log.Of<GapFound>());
    }

    [Fact]
    public async Task A_second_lost_slot_is_closed_like_the_first()
    {
        await using var database = await LostAsync();
        for (var round = 2; round <= 4; round++)
        {
            await database.ExecuteAsync($"INSERT INTO items VALUES ({round}, 'log', NULL, 0)");
            await using (var consumer = await StartAsync(database))
            {
                await consumer.StreamingAsync();
                await database.ExecuteAsync($"INSERT INTO items VALUES ({round * 10}, 'stream', NULL, 0)");
                await consumer.CaughtUpAsync(database);
            }

            await DropAsync(database);
        }

        Assert.Equal(
            ["1 Stream", "2 Log", "20 Stream", "3 Log", "30 Stream", "4 Log", "40 Stream"],
            await database.ListAsync<string>("SELECT split_part(value, '|', 1) || ' ' || origin FROM seen ORDER BY id"));
    }

    [Fact]
    public async Task A_slot_that_moved_past_the_checkpoint_is_replaced_and_the_gap_closed()
    {
        await using var database = await StoppedAsync();
        await database.ExecuteAsync("INSERT INTO items VALUES (2, 'skipped', NULL, 0)");
        await database.ExecuteAsync($"SELECT pg_replication_slot_advance('{database.Slot}', pg_current_wal_lsn())");
        await using var consumer = await StartAsync(database);
        await consumer.StreamingAsync();

        Assert.Equal(["Stream 1", "Log 2"], await database.ListAsync<string>("SELECT origin || ' ' || split_part(value, '|', 1) FROM seen ORDER BY id"));
        Assert.Equal(SlotProblem.Ahead, Assert.Single(_log.Of<GapFound>()).Problem);
    }

    private RunningConsumer? _running;

    private async Task<RunningConsumer> StreamedAsync(TestDatabase database)
    {
        _running = await StartAsync(database);
        await _running.StreamingAsync();
        await database.ExecuteAsync("INSERT INTO items VALUES (1, 'x', NULL, 0)");
        await _running.CaughtUpAsync(database);
        return _running;
    }

    private Task<RunningConsumer> StartAsync(
        TestDatabase database, Action<PgCdcBuilder>? handlers = null, Action<PgCdcOptions>? options = null, Action<IServiceCollection>? services = null) =>
        RunningConsumer.StartAsync(
            database,
            cdc =>
            {
                cdc.AddFailoverObserver<FailoverWatch>();
                cdc.AddHandler<Item, SeenHandler<Item>>().AddHandler<Part, SeenHandler<Part>>();
                handlers?.Invoke(cdc);
            },
            options,
            collection =>
            {
                collection.AddSingleton(_log);
                services?.Invoke(collection);
            });

    /// <summary>A database whose consumer has handled a row and stopped.</summary>
    private async Task<TestDatabase> StoppedAsync()
    {
        var database = await server.CreateAsync();
        await using (await StreamedAsync(database))
        {
        }

        await database.UntilAsync($"SELECT NOT active FROM pg_replication_slots WHERE slot_name = '{database.Slot}'", Deadline.Token());
        return database;
    }

    /// <summary>And whose slot is gone.</summary>
    private async Task<TestDatabase> LostAsync()
    {
        var database = await StoppedAsync();
        await DropAsync(database);
        return database;
    }

    private static async Task DropAsync(TestDatabase database)
    {
        await database.UntilAsync($"SELECT NOT active FROM pg_replication_slots WHERE slot_name = '{database.Slot}'", Deadline.Token());
        await database.ExecuteAsync($"SELECT pg_drop_replication_slot('{database.Slot}')");
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }

    private static Task<string[]> SeenAsync(TestDatabase database) =>
        database.ListAsync<string>("SELECT concat_ws(' ', origin, operation, key, coalesce(value, '')) FROM seen ORDER BY id");
}
