using PgCdc.Sdk.IntegrationTests.Handlers;
using PgCdc.Sdk.IntegrationTests.Infrastructure;
using PgCdc.Sdk.IntegrationTests.Model;

namespace PgCdc.Sdk.IntegrationTests.Recovery;

[Trait("Needs", "Postgres")]
public sealed class TwoRunnersTests(ServerFixture server)
{
    [Fact]
    public async Task The_second_runner_of_a_name_waits_and_takes_over()
    {
        await using var database = await server.CreateAsync();
        var first = await RunningConsumer.StartAsync(database, static cdc => cdc.AddHandler<Item, SeenHandler<Item>>());
        await first.StreamingAsync();
        await using var second = await RunningConsumer.StartAsync(database, static cdc => cdc.AddHandler<Item, SeenHandler<Item>>());
        await second.Monitor.WaitForAsync(PgCdcState.Waiting, Deadline.Token());
        await database.ExecuteAsync("INSERT INTO items VALUES (1, 'first', NULL, 0)");
        await first.CaughtUpAsync(database);

        await first.DisposeAsync();
        await database.ExecuteAsync("INSERT INTO items VALUES (2, 'second', NULL, 0)");
        await second.CaughtUpAsync(database);

        Assert.Equal(2L, await database.QueryAsync<long>("SELECT count(*) FROM seen"));
        Assert.Equal(1, second.Monitor.Changes);
        Assert.Single(second.Logs.GetSnapshot(), static record => record.Id.Id == 1003);
    }

    [Fact]
    public async Task Two_first_starts_at_once_leave_one_slot_and_one_runner()
    {
        await using var database = await server.CreateAsync();
        var starts = await Task.WhenAll(Enumerable.Range(0, 3).Select(
            _ => RunningConsumer.StartAsync(database, static cdc => cdc.AddHandler<Item, SeenHandler<Item>>())));
        try
        {
            await Task.WhenAny(starts.Select(static consumer => consumer.StreamingAsync())).WaitAsync(Deadline.Token());
            await Task.WhenAll(starts.Select(static consumer => Task.WhenAny(
                consumer.Monitor.WaitForAsync(PgCdcState.Waiting, Deadline.Token()),
                consumer.StreamingAsync())));
            await database.ExecuteAsync("INSERT INTO items SELECT i, 'x', NULL, 0 FROM generate_series(1, 10) AS i");
            var position = await database.PositionAsync();
            await Task.WhenAny(starts.Select(consumer => consumer.Monitor.WaitForAsync(position, Deadline.Token()))).WaitAsync(Deadline.Token());

            Assert.Equal(10L, await database.QueryAsync<long>("SELECT count(*) FROM seen"));
            Assert.Equal(1L, await database.QueryAsync<long>($"SELECT count(*) FROM pg_replication_slots WHERE slot_name = '{database.Slot}'"));
            Assert.Equal(10, starts.Sum(static consumer => consumer.Monitor.Changes));
        }
        finally
        {
            foreach (var consumer in starts)
            {
                await consumer.DisposeAsync();
            }
        }
    }

    [Fact]
    public async Task A_runner_whose_checkpoint_was_moved_writes_nothing_of_its_unit_and_reads_it_again()
    {
        await using var database = await server.CreateAsync();
        await using var consumer = await RunningConsumer.StartAsync(database, static cdc => cdc.AddHandler<Item, SeenHandler<Item>>());
        await consumer.StreamingAsync();
        await database.ExecuteAsync("INSERT INTO items VALUES (1, 'x', NULL, 0)");
        await consumer.CaughtUpAsync(database);

        await database.ExecuteAsync("UPDATE pgcdc.checkpoint SET version = version + 100");
        await database.ExecuteAsync("INSERT INTO items VALUES (2, 'y', NULL, 0)");
        await consumer.CaughtUpAsync(database);

        Assert.Equal(2L, await database.QueryAsync<long>("SELECT count(*) FROM seen"));
        Assert.Contains(consumer.Logs.GetSnapshot(), static record => record.Id.Id == 5001 && record.Exception is CheckpointConflictException);
    }
}
