using Microsoft.Extensions.Logging.Testing;
using Npgsql;
using PgCdc.Sdk.IntegrationTests.Handlers;
using PgCdc.Sdk.IntegrationTests.Infrastructure;
using PgCdc.Sdk.IntegrationTests.Model;
using PgCdc.Sdk.Testing;

namespace PgCdc.Sdk.IntegrationTests.Recovery;

[Trait("Needs", "Postgres")]
public sealed class ReconnectTests(ServerFixture server)
{
    [Fact]
    public async Task A_restarted_server_is_found_again_and_nothing_is_lost_or_doubled()
    {
        await using var own = await OwnServer.StartAsync();
        await using var database = await TestDatabase.CreateAsync(own, "restart");
        await using var consumer = await RunningConsumer.StartAsync(database, static cdc => cdc.AddHandler<Item, SeenHandler<Item>>());
        await consumer.StreamingAsync();
        await database.ExecuteAsync("INSERT INTO items VALUES (1, 'before', NULL, 0)");

        await own.RestartAsync(PostgresStopMode.Immediate, TestContext.Current.CancellationToken);
        database.Source.Clear();
        await database.ExecuteAsync("INSERT INTO items VALUES (2, 'after', NULL, 0)");
        await consumer.CaughtUpAsync(database);

        Assert.Equal(["ItemKey { Id = 1 }", "ItemKey { Id = 2 }"], await database.ListAsync<string>("SELECT key FROM seen ORDER BY id"));
        Assert.Contains(consumer.Logs.GetSnapshot(), static record => record.Id.Id == 2002);
    }

    [Fact]
    public async Task A_stopped_server_shows_as_recovering_and_the_consumer_does_not_spin()
    {
        await using var own = await OwnServer.StartAsync();
        await using var database = await TestDatabase.CreateAsync(own, "stopped");
        await using var consumer = await RunningConsumer.StartAsync(
            database, static cdc => cdc.AddHandler<Item, SeenHandler<Item>>(), static options => options.RetryDelay = TimeSpan.FromMilliseconds(200));
        await consumer.StreamingAsync();

        await own.StopAsync(PostgresStopMode.Fast, TestContext.Current.CancellationToken);
        await consumer.Monitor.WaitForAsync(PgCdcState.Recovering, Deadline.Token());
        Assert.NotNull(consumer.Monitor.Fault);
        var attempts = await AttemptsAsync(consumer, 5);
        Assert.True(attempts[4].Timestamp - attempts[0].Timestamp > TimeSpan.FromMilliseconds(300), consumer.Trail());

        await own.StartAgainAsync(TestContext.Current.CancellationToken);
        database.Source.Clear();
        await consumer.StreamingAsync();
        await database.ExecuteAsync("INSERT INTO items VALUES (1, 'again', NULL, 0)");
        await consumer.CaughtUpAsync(database);
        Assert.Null(consumer.Monitor.Fault);
    }

    /// <summary>Waits until so many attempts have been announced; each is a log line, which gives no signal of its own.</summary>
    private static async Task<FakeLogRecord[]> AttemptsAsync(RunningConsumer consumer, int count)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (true)
        {
            var attempts = consumer.Logs.GetSnapshot().Where(static record => record.Id.Id == 2002).ToArray();
            if (attempts.Length >= count)
            {
                return attempts;
            }

            await timer.WaitForNextTickAsync(Deadline.Token());
        }
    }

    [Fact]
    public async Task A_dropped_connection_is_replaced()
    {
        await using var database = await server.CreateAsync();
        await using var consumer = await RunningConsumer.StartAsync(database, static cdc => cdc.AddHandler<Item, SeenHandler<Item>>());
        await consumer.StreamingAsync();
        for (var round = 1; round <= 5; round++)
        {
            await database.ExecuteAsync($"INSERT INTO items VALUES ({round}, 'x', NULL, 0)");
            await database.ExecuteAsync($"SELECT pg_terminate_backend(active_pid) FROM pg_replication_slots WHERE slot_name = '{database.Slot}'");
            await consumer.CaughtUpAsync(database);
        }

        Assert.Equal(5L, await database.QueryAsync<long>("SELECT count(*) FROM seen"));
        Assert.Equal(5L, await database.QueryAsync<long>("SELECT count(DISTINCT key) FROM seen"));
    }

    [Fact]
    public async Task A_socket_that_just_stops_answering_counts_as_gone_after_the_receive_timeout()
    {
        await using var own = await OwnServer.StartAsync();
        await using var database = await TestDatabase.CreateAsync(own, "frozen");
        await using var consumer = await RunningConsumer.StartAsync(
            database, static cdc => cdc.AddHandler<Item, SeenHandler<Item>>(), static options => options.ReceiveTimeout = TimeSpan.FromSeconds(2));
        await consumer.StreamingAsync();

        await own.PauseAsync();
        try
        {
            await consumer.Monitor.WaitForAsync(PgCdcState.Recovering, Deadline.Token());
        }
        finally
        {
            await own.ResumeAsync();
        }

        await database.ExecuteAsync("INSERT INTO items VALUES (1, 'thawed', NULL, 0)");
        await consumer.CaughtUpAsync(database);
        Assert.Equal(1L, await database.QueryAsync<long>("SELECT count(*) FROM seen"));
    }

    [Fact]
    public async Task A_login_that_fails_for_a_while_heals()
    {
        await using var database = await server.CreateAsync();
        await database.ExecuteAsync($"CREATE ROLE {database.Name} LOGIN REPLICATION SUPERUSER PASSWORD 'first'");
        var login = new NpgsqlConnectionStringBuilder(database.ConnectionString) { Username = database.Name, Password = "first" };
        await using var consumer = await RunningConsumer.StartAsync(
            database, static cdc => cdc.AddHandler<Item, SeenHandler<Item>>(), connectionString: login.ConnectionString);
        await consumer.StreamingAsync();

        await database.ExecuteAsync($"ALTER ROLE {database.Name} PASSWORD 'second'; SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = '{database.Name}'");
        await consumer.Monitor.WaitForAsync(PgCdcState.Recovering, Deadline.Token());
        await database.ExecuteAsync("INSERT INTO items VALUES (1, 'x', NULL, 0)");
        await database.ExecuteAsync($"ALTER ROLE {database.Name} PASSWORD 'first'");
        await consumer.CaughtUpAsync(database);

        Assert.Equal(1L, await database.QueryAsync<long>("SELECT count(*) FROM seen"));
        Assert.DoesNotContain(consumer.Logs.GetSnapshot(), record => record.Message.Contains("Password=", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task A_wrong_password_at_the_first_start_is_a_stop()
    {
        await using var database = await server.CreateAsync();
        var login = new NpgsqlConnectionStringBuilder(database.ConnectionString) { Password = "no such password" };
        await using var consumer = await RunningConsumer.StartAsync(
            database, static cdc => cdc.AddHandler<Item, SeenHandler<Item>>(), connectionString: login.ConnectionString);

        await consumer.Monitor.WaitForAsync(PgCdcState.Faulted, Deadline.Token());
        Assert.Equal("28P01", Assert.IsType<PostgresException>(consumer.Monitor.Fault).SqlState);
        Assert.DoesNotContain(consumer.Logs.GetSnapshot(), static record => record.Message.Contains("no such password", StringComparison.Ordinal));
    }
}
