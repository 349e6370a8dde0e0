using Microsoft.Extensions.DependencyInjection;
using PgCdc.Sdk.IntegrationTests.Handlers;
using PgCdc.Sdk.IntegrationTests.Infrastructure;
using PgCdc.Sdk.IntegrationTests.Model;

namespace PgCdc.Sdk.IntegrationTests.Failover;

/// <summary>One log, and who reads it.</summary>
[Trait("Needs", "Postgres")]
public sealed class SharedLogTests(ServerFixture server)
{
    private readonly FailoverLog _log = new();

    [Fact]
    public async Task Two_consumers_at_different_positions_close_their_gaps_from_one_log_each_its_own()
    {
        await using var source = await server.CreateAsync();
        await using var early = await server.CreateAsync();
        await using var late = await server.CreateAsync();
        await RunAsync(source, early, "INSERT INTO items VALUES (1, 'a', NULL, 0)");
        await RunAsync(source, late, "INSERT INTO items VALUES (2, 'b', NULL, 0)");
        await DropAsync(early);
        await DropAsync(late);
        await source.ExecuteAsync("INSERT INTO items VALUES (3, 'c', NULL, 0)");
        await RunAsync(source, early, "INSERT INTO items VALUES (4, 'd', NULL, 0)");
        await RunAsync(source, late, "INSERT INTO items VALUES (5, 'e', NULL, 0)");

        Assert.Equal(["Stream 1", "Log 2", "Log 3", "Stream 4"], await SeenAsync(early));
        Assert.Equal(["Stream 2", "Log 3", "Log 4", "Stream 5"], await SeenAsync(late));
    }

    [Fact]
    public async Task A_second_runner_waits_while_the_first_closes_the_gap_and_nothing_comes_twice()
    {
        await using var database = await server.CreateAsync();
        await RunAsync(database, database, "INSERT INTO items VALUES (1, 'a', NULL, 0)");
        await DropAsync(database);
        await database.ExecuteAsync("INSERT INTO items SELECT id, 'b', NULL, 0 FROM generate_series(2, 400) AS id");
        await using var one = await StartAsync(database, database);
        await using var two = await StartAsync(database, database);
        await database.UntilAsync("SELECT count(*) >= 400 FROM seen", Deadline.Token());
        await database.ExecuteAsync("INSERT INTO items VALUES (401, 'c', NULL, 0)");
        await database.UntilAsync("SELECT count(*) >= 401 FROM seen", Deadline.Token());

        Assert.Equal(401L, await database.QueryAsync<long>("SELECT count(DISTINCT key) FROM seen"));
        Assert.Equal(401L, await database.QueryAsync<long>("SELECT count(*) FROM seen"));
    }

    [Fact]
    public async Task A_consumer_that_is_gone_is_unregistered_and_holds_the_log_no_longer()
    {
        await using var database = await server.CreateAsync();
        await RunAsync(database, database, "INSERT INTO items VALUES (1, 'a', NULL, 0)");
        Assert.Equal([database.Slot], await database.ListAsync<string>("SELECT consumer FROM pgcdc.log_reader"));

        Assert.True(await PgCdcLog.UnregisterAsync(database.Source, database.Slot, TestContext.Current.CancellationToken));
        Assert.False(await PgCdcLog.UnregisterAsync(database.Source, database.Slot, TestContext.Current.CancellationToken));

        Assert.Empty(await database.ListAsync<string>("SELECT consumer FROM pgcdc.log_reader"));
    }

    private async Task RunAsync(TestDatabase source, TestDatabase sink, string sql)
    {
        await using (var consumer = await StartAsync(source, sink))
        {
            await consumer.StreamingAsync();
            await source.ExecuteAsync(sql);
            await consumer.CaughtUpAsync(source);
        }
    }

    private Task<RunningConsumer> StartAsync(TestDatabase source, TestDatabase sink) => RunningConsumer.StartAsync(
        sink,
        static cdc => cdc.AddFailoverObserver<FailoverWatch>().AddHandler<Item, SeenHandler<Item>>(),
        services: services => services.AddSingleton(_log),
        connectionString: source.ConnectionString);

    private static async Task DropAsync(TestDatabase sink)
    {
        await sink.UntilAsync($"SELECT NOT active FROM pg_replication_slots WHERE slot_name = '{sink.Slot}'", Deadline.Token());
        await sink.ExecuteAsync($"SELECT pg_drop_replication_slot('{sink.Slot}')");
    }

    private static Task<string[]> SeenAsync(TestDatabase sink) =>
        sink.ListAsync<string>("SELECT origin || ' ' || split_part(value, '|', 1) FROM seen ORDER BY id");
}
