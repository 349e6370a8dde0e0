using Microsoft.Extensions.DependencyInjection;
using PgCdc.Sdk.IntegrationTests.Handlers;
using PgCdc.Sdk.IntegrationTests.Infrastructure;
using PgCdc.Sdk.IntegrationTests.Model;

namespace PgCdc.Sdk.IntegrationTests.Failover;

/// <summary>Gaps that cannot be closed, or not as usual.</summary>
[Trait("Needs", "Postgres")]
public sealed class GapLimitTests(ServerFixture server)
{
    private readonly FailoverLog _log = new();

    [Fact]
    public async Task A_log_that_was_purged_by_its_cap_is_a_stop_before_anything_is_handled()
    {
        await using var database = await server.CreateAsync();
        await StreamOneAsync(database);
        await DropAsync(database);
        await database.ExecuteAsync("INSERT INTO items VALUES (2, 'b', NULL, 0)");
        // The first seals what is there; a later one lets it go although the consumer needs it, once whoever runs on the server has ended.
        string[] lost = [];
        for (var deadline = Deadline.Token(); lost.Length == 0; deadline.ThrowIfCancellationRequested())
        {
            lost = await database.QueryAsync<string[]>("SELECT lost FROM pgcdc.purge_log(interval '0', 0)");
        }

        await database.ExecuteAsync("INSERT INTO items VALUES (3, 'c', NULL, 0)");
        await using var consumer = await StartAsync(database);
        await consumer.Monitor.WaitForAsync(PgCdcState.Faulted, Deadline.Token());

        Assert.Equal([database.Slot], lost);
        Assert.Equal(SlotProblem.LogPurged, Assert.IsType<SlotException>(consumer.Monitor.Fault).Problem);
        Assert.Equal(["Stream 1"], await SeenAsync(database));
        Assert.Equal(0L, await database.QueryAsync<long>($"SELECT count(*) FROM pg_replication_slots WHERE slot_name = '{database.Slot}'"));
        Assert.Equal(1, await database.QueryAsync<int>("SELECT state FROM pgcdc.checkpoint"));
    }

    [Fact]
    public async Task What_the_only_consumer_has_handled_is_purged_and_its_gap_is_closed_all_the_same()
    {
        await using var database = await server.CreateAsync();
        await using (var consumer = await StartAsync(database, static options =>
        {
            options.BaseInterval = TimeSpan.FromMilliseconds(10);
            options.RetainedBases = 2;
            options.LogPurgeInterval = TimeSpan.FromMilliseconds(10);
        }))
        {
            await consumer.StreamingAsync();
            for (var id = 1; await database.QueryAsync<long>("SELECT pgcdc.log_purged_below()::text::bigint") == 0; id++)
            {
                await database.ExecuteAsync($"INSERT INTO items VALUES ({id}, 'x', NULL, 0)");
                await consumer.CaughtUpAsync(database);
            }
        }

        var before = await database.QueryAsync<long>("SELECT count(*) FROM seen");
        Assert.True(await database.QueryAsync<long>("SELECT count(*) FROM pgcdc.log_public_items") < before);
        await DropAsync(database);
        await database.ExecuteAsync("INSERT INTO items VALUES (100000, 'gap', NULL, 0)");
        await using var again = await StartAsync(database);
        await again.StreamingAsync();

        Assert.Equal(before + 1, await database.QueryAsync<long>("SELECT count(*) FROM seen"));
        Assert.Equal(1L, await database.QueryAsync<long>("SELECT count(*) FROM seen WHERE origin = 'Log'"));
    }

    [Fact]
    public async Task A_strategy_that_is_not_there_yet_is_a_stop_that_says_so()
    {
        await using var database = await server.CreateAsync();
        await StreamOneAsync(database);
        await DropAsync(database);
        await using var consumer = await StartAsync(database, static options => options.SlotLoss = SlotLossStrategy.Resnapshot);
        await consumer.Monitor.WaitForAsync(PgCdcState.Faulted, Deadline.Token());

        var fault = Assert.IsType<SlotException>(consumer.Monitor.Fault);
        Assert.Equal(SlotProblem.Missing, fault.Problem);
        Assert.Contains("not available yet", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_identifier_past_the_first_epoch_is_the_same_in_the_stream_and_in_the_log()
    {
        await using var own = await OwnServer.StartAsync();
        await using var database = await TestDatabase.CreateAsync(own, "test");
        await own.StopAsync(cancellationToken: TestContext.Current.CancellationToken);
        await own.RunProgramAsync("pg_resetwal", ["-e", "3", own.DataDirectory], TestContext.Current.CancellationToken);
        await own.StartAgainAsync(TestContext.Current.CancellationToken);
        await StreamOneAsync(database);
        await DropAsync(database);
        await database.ExecuteAsync("INSERT INTO items VALUES (2, 'b', NULL, 0)");
        await using var consumer = await StartAsync(database);
        await consumer.StreamingAsync();

        Assert.Equal(["Stream 1", "Log 2"], await SeenAsync(database));
        Assert.All(await database.ListAsync<long>("SELECT xid FROM seen"), static xid => Assert.Equal(3, xid >> 32));
        // Handled through the stream with 32 bits, known in the log with 64: the same.
        Assert.Equal(2L, await database.QueryAsync<long>("SELECT count(*) FROM seen JOIN pgcdc.log_public_items ON pgcdc_xid::text::bigint = xid"));
    }

    [Fact]
    public async Task Numbers_of_the_log_that_jump_are_nothing_to_wait_for()
    {
        await using var database = await server.CreateAsync();
        await StreamOneAsync(database);
        await DropAsync(database);
        await database.ExecuteAsync("INSERT INTO items VALUES (2, 'b', NULL, 0); SELECT setval('pgcdc.log_seq', nextval('pgcdc.log_seq') + 1000000)");
        await database.ExecuteAsync("INSERT INTO items VALUES (3, 'c', NULL, 0)");
        await using var consumer = await StartAsync(database);
        await consumer.StreamingAsync();

        Assert.Equal(["Stream 1", "Log 2", "Log 3"], await SeenAsync(database));
    }

    [Fact]
    public async Task A_slot_that_the_server_gave_up_is_replaced_and_its_gap_closed()
    {
        await using var own = await OwnServer.StartAsync(new Dictionary<string, string>
        {
            ["max_slot_wal_keep_size"] = "1MB",
            ["min_wal_size"] = "32MB",
            ["max_wal_size"] = "32MB",
        });
        await using var database = await TestDatabase.CreateAsync(own, "test");
        await StreamOneAsync(database);
        await database.ExecuteAsync("INSERT INTO items VALUES (2, 'b', NULL, 0)");
        for (var round = 0; await database.QueryAsync<string>("SELECT wal_status FROM pg_replication_slots") != "lost"; round++)
        {
            Assert.True(round < 50, "The server does not give the slot up.");
            await database.ExecuteAsync("SELECT pg_logical_emit_message(false, 'test', repeat('x', 1000000)) FROM generate_series(1, 20)");
            await database.ExecuteAsync("SELECT pg_switch_wal(); CHECKPOINT");
        }

        await using var consumer = await StartAsync(database);
        await consumer.StreamingAsync();

        Assert.Equal(["Stream 1", "Log 2"], await SeenAsync(database));
        Assert.Equal(SlotProblem.Invalidated, Assert.Single(_log.Of<GapFound>()).Problem);
    }

    private async Task StreamOneAsync(TestDatabase database)
    {
        await using (var consumer = await StartAsync(database))
        {
            await consumer.StreamingAsync();
            await database.ExecuteAsync("INSERT INTO items VALUES (1, 'a', NULL, 0)");
            await consumer.CaughtUpAsync(database);
        }

        await database.UntilAsync($"SELECT NOT active FROM pg_replication_slots WHERE slot_name = '{database.Slot}'", Deadline.Token());
    }

    private Task<RunningConsumer> StartAsync(TestDatabase database, Action<PgCdcOptions>? options = null) => RunningConsumer.StartAsync(
        database,
        static cdc => cdc.AddFailoverObserver<FailoverWatch>().AddHandler<Item, SeenHandler<Item>>(),
        options,
        services => services.AddSingleton(_log));

    private static async Task DropAsync(TestDatabase database)
    {
        await database.UntilAsync($"SELECT NOT active FROM pg_replication_slots WHERE slot_name = '{database.Slot}'", Deadline.Token());
        await database.ExecuteAsync($"SELECT pg_drop_replication_slot('{database.Slot}')");
    }

    private static Task<string[]> SeenAsync(TestDatabase database) => database.ListAsync<string>(
        "SELECT origin || ' ' || split_part(value, '|', 1) FROM seen ORDER BY id");
}
