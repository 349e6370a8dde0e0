using Microsoft.Extensions.DependencyInjection;
using PgCdc.Sdk.IntegrationTests.Handlers;
using PgCdc.Sdk.IntegrationTests.Infrastructure;
using PgCdc.Sdk.IntegrationTests.Model;

namespace PgCdc.Sdk.IntegrationTests.Streaming;

[Trait("Needs", "Postgres")]
public sealed class MessageTests(ServerFixture server)
{
    [Fact]
    public async Task A_transactional_message_comes_in_its_place_among_the_changes()
    {
        await using var database = await server.CreateAsync();
        await using var consumer = await StartAsync(database);

        await database.ExecuteAsync(
            """
            BEGIN;
            INSERT INTO items VALUES (1, 'before', NULL, 0);
            SELECT pg_logical_emit_message(true, 'shop', 'between');
            INSERT INTO items VALUES (2, 'after', NULL, 0);
            COMMIT;
            """);
        await consumer.CaughtUpAsync(database);

        Assert.Equal(["insert 1|before||0", "message between", "insert 2|after||0"], await SeenAsync(database));
        Assert.Equal(1L, await database.QueryAsync<long>("SELECT count(DISTINCT xid) FROM seen"));
        Assert.Equal(3L, await database.QueryAsync<long>("SELECT count(DISTINCT position) FROM seen"));
    }

    [Fact]
    public async Task A_message_of_a_transaction_that_rolls_back_comes_only_where_it_stands_alone()
    {
        await using var database = await server.CreateAsync();
        await using var consumer = await StartAsync(database);

        await database.ExecuteAsync(
            "BEGIN; SELECT pg_logical_emit_message(true, 'shop', 'gone'); SELECT pg_logical_emit_message(false, 'shop', 'stays'); ROLLBACK");
        await database.ExecuteAsync("INSERT INTO items VALUES (1, 'x', NULL, 0)");
        await consumer.CaughtUpAsync(database);

        Assert.Equal(["loose message stays", "insert 1|x||0"], await SeenAsync(database));
    }

    [Fact]
    public async Task Messages_of_other_prefixes_pass()
    {
        await using var database = await server.CreateAsync();
        await using var consumer = await StartAsync(database);

        await database.ExecuteAsync(
            "SELECT pg_logical_emit_message(t, p, 'x') FROM (VALUES (true), (false)) AS t (t), (VALUES ('Shop'), ('shop2'), ('shop')) AS p (p) ORDER BY t, p COLLATE \"C\"");
        await database.ExecuteAsync("INSERT INTO items VALUES (1, 'x', NULL, 0)");
        await consumer.CaughtUpAsync(database);

        Assert.Equal(["loose message x", "message x", "insert 1|x||0"], await SeenAsync(database));
    }

    [Fact]
    public async Task A_message_that_stands_alone_is_handled_once_across_restarts()
    {
        await using var database = await server.CreateAsync();
        for (var run = 1; run <= 3; run++)
        {
            await using var consumer = await StartAsync(database);
            await database.ExecuteAsync($"SELECT pg_logical_emit_message(false, 'shop', 'loose {run}')");
            await database.ExecuteAsync($"SELECT pg_logical_emit_message(true, 'shop', 'bound {run}')");
            await consumer.CaughtUpAsync(database);
            // The connection breaks and is replaced: what is stored does not come again.
            await database.ExecuteAsync($"SELECT pg_terminate_backend(active_pid) FROM pg_replication_slots WHERE slot_name = '{database.Slot}'");
            await database.ExecuteAsync($"SELECT pg_logical_emit_message(false, 'shop', 'last {run}')");
            await database.ExecuteAsync($"INSERT INTO items VALUES ({run}, 'x', NULL, 0)");
            await consumer.CaughtUpAsync(database);
        }

        Assert.Equal(
            Enumerable.Range(1, 3).SelectMany(run => new[] { $"loose message loose {run}", $"message bound {run}", $"loose message last {run}", $"insert {run}|x||0" }),
            await SeenAsync(database));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_message_whose_handler_fails_is_handled_again_and_its_writes_are_stored_once(bool transactional)
    {
        await using var database = await server.CreateAsync();
        await using var consumer = await StartAsync(database, failures: 2);

        await database.ExecuteAsync("INSERT INTO items VALUES (1, 'first', NULL, 0)");
        await database.ExecuteAsync($"SELECT pg_logical_emit_message({transactional}, 'shop', 'bad')");
        await database.ExecuteAsync("INSERT INTO items VALUES (2, 'second', NULL, 0)");
        await consumer.CaughtUpAsync(database);

        Assert.Equal(
            ["insert 1|first||0", transactional ? "message bad" : "loose message bad", "insert 2|second||0"], await SeenAsync(database));
    }

    [Fact]
    public async Task A_message_whose_handler_always_fails_stops_the_consumer()
    {
        await using var database = await server.CreateAsync();
        await using var consumer = await StartAsync(database, failures: int.MaxValue);

        await database.ExecuteAsync("SELECT pg_logical_emit_message(false, 'shop', 'bad')");
        await consumer.Monitor.WaitForAsync(PgCdcState.Faulted, Deadline.Token());

        Assert.Equal(nameof(MessageHandler), Assert.IsType<HandlerException>(consumer.Monitor.Fault).Handler);
        Assert.Empty(await SeenAsync(database));
    }

    [Fact]
    public async Task A_truncate_of_several_tables_reaches_each_ones_handlers_with_what_the_command_said()
    {
        await using var database = await server.CreateAsync();
        await database.ExecuteAsync("ALTER TABLE parts ADD FOREIGN KEY (item_id) REFERENCES items");
        var truncates = new List<string>();
        await using var consumer = await RunningConsumer.StartAsync(
            database,
            static cdc => cdc.AddHandler<Item, TruncateHandler<Item>>().AddHandler<Part, TruncateHandler<Part>>(),
            services: services => services.AddSingleton(truncates));
        await consumer.StreamingAsync();

        await database.ExecuteAsync("TRUNCATE items, parts");
        await database.ExecuteAsync("TRUNCATE items RESTART IDENTITY CASCADE");
        await database.ExecuteAsync("TRUNCATE parts RESTART IDENTITY");
        await consumer.CaughtUpAsync(database);

        Assert.Equal(
            ["Item", "Part", "Item cascade restart", "Part cascade restart", "Part restart"],
            truncates);
    }

    [Fact]
    public async Task What_a_subscription_wrote_is_left_out_where_only_local_changes_are_wanted()
    {
        await using var own = await OwnServer.OfVersionAsync(18, 17, 16);
        await using var database = await TestDatabase.CreateAsync(own, "origins");
        await using var consumer = await RunningConsumer.StartAsync(
            database, static cdc => cdc.AddHandler<Item, SeenHandler<Item>>(), static options => options.LocalChangesOnly = true);
        await consumer.StreamingAsync();

        await database.ExecuteAsync("SELECT pg_replication_origin_create('elsewhere')");
        await database.ExecuteAsync(
            "SELECT pg_replication_origin_session_setup('elsewhere'); INSERT INTO items VALUES (1, 'theirs', NULL, 0); SELECT pg_replication_origin_session_reset()");
        await database.ExecuteAsync("INSERT INTO items VALUES (2, 'ours', NULL, 0)");
        await consumer.CaughtUpAsync(database);

        Assert.Equal(["insert 2|ours||0"], await SeenAsync(database));
    }

    [Fact]
    public async Task Local_changes_only_is_refused_by_an_old_server()
    {
        await using var own = await OwnServer.OfVersionAsync(15);
        await using var database = await TestDatabase.CreateAsync(own, "old");
        await using var consumer = await RunningConsumer.StartAsync(
            database, static cdc => cdc.AddHandler<Item, SeenHandler<Item>>(), static options => options.LocalChangesOnly = true);

        await consumer.Monitor.WaitForAsync(PgCdcState.Faulted, Deadline.Token());

        Assert.Contains("LocalChangesOnly needs PostgreSQL 16", Assert.IsType<StartupException>(consumer.Monitor.Fault).Message, StringComparison.Ordinal);
    }

    private static Task<string[]> SeenAsync(TestDatabase database) =>
        database.ListAsync<string>("SELECT operation || ' ' || value FROM seen ORDER BY id");

    private static async Task<RunningConsumer> StartAsync(TestDatabase database, int failures = 0)
    {
        var consumer = await RunningConsumer.StartAsync(
            database,
            static cdc => cdc.AddHandler<Item, SeenHandler<Item>>().AddMessageHandler<MessageHandler>("shop"),
            services: services => services.AddSingleton(new FailureSwitch(failures)));
        await consumer.StreamingAsync();
        return consumer;
    }

    internal sealed class TruncateHandler<T>(List<string> truncates) : IOnTruncate<T>
        where T : class
    {
        public ValueTask OnTruncateAsync(Truncated<T> change, CancellationToken cancellationToken)
        {
            truncates.Add($"{change.Shape.Name}{(change.Cascade == true ? " cascade" : "")}{(change.RestartIdentity == true ? " restart" : "")}");
            return ValueTask.CompletedTask;
        }
    }
}
