using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PgCdc.Sdk.IntegrationTests.Handlers;
using PgCdc.Sdk.IntegrationTests.Infrastructure;
using PgCdc.Sdk.IntegrationTests.Model;

namespace PgCdc.Sdk.IntegrationTests.Crash;

/// <summary>Between a runner's looks at slot and checkpoint another runner of the same name may move both; that is no reason to stop.</summary>
[Trait("Needs", "Postgres")]
public sealed class RunnerRaceTests(ServerFixture server)
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_runner_that_starts_while_another_creates_the_slot_waits_for_it(bool isHeldBefore)
    {
        await using var database = await server.CreateAsync();
        var gate = new CheckpointReadGate(isHeldBefore);
        await using var second = await StartAsync(database, gate);
        await gate.Reached.WaitAsync(Deadline.Token());

        await using (var first = await StartAsync(database, gate: null))
        {
            await first.StreamingAsync();
            gate.Open();
            await Task.WhenAny(second.Monitor.WaitForAsync(PgCdcState.Waiting, Deadline.Token()), second.StreamingAsync());
            Assert.True(second.Monitor.State == PgCdcState.Waiting, second.Trail());
            await database.ExecuteAsync("INSERT INTO items VALUES (1, 'one', NULL, 0)");
            await first.CaughtUpAsync(database);
        }

        await database.ExecuteAsync("INSERT INTO items VALUES (2, 'two', NULL, 0)");
        await second.CaughtUpAsync(database);
        Assert.Equal(["one", "two"], await database.ListAsync<string>("SELECT split_part(value, '|', 2) FROM seen ORDER BY id"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_runner_takes_over_from_one_that_moved_on_and_ended_while_it_looked(bool isHeldBefore)
    {
        await using var database = await server.CreateAsync();
        var gate = new CheckpointReadGate(isHeldBefore);
        var first = await StartAsync(database, gate: null);
        RunningConsumer second;
        await using (first)
        {
            await first.StreamingAsync();
            second = await StartAsync(database, gate);
            await gate.Reached.WaitAsync(Deadline.Token());
            await database.ExecuteAsync("INSERT INTO items VALUES (1, 'one', NULL, 0)");
            await first.CaughtUpAsync(database);
            var stored = await database.StoredAsync();
            await database.UntilAsync(
                $"SELECT confirmed_flush_lsn >= '{stored}' FROM pg_replication_slots WHERE slot_name = '{database.Slot}'", Deadline.Token());
        }

        await using (second)
        {
            await database.UntilAsync($"SELECT NOT active FROM pg_replication_slots WHERE slot_name = '{database.Slot}'", Deadline.Token());
            gate.Open();
            await database.ExecuteAsync("INSERT INTO items VALUES (2, 'two', NULL, 0)");
            await second.CaughtUpAsync(database);
            Assert.Equal(["one", "two"], await database.ListAsync<string>("SELECT split_part(value, '|', 2) FROM seen ORDER BY id"));
        }
    }

    private static Task<RunningConsumer> StartAsync(TestDatabase database, CheckpointReadGate? gate) => RunningConsumer.StartAsync(
        database,
        static cdc => cdc.AddHandler<Item, SeenHandler<Item>>(),
        // The checks look at the checkpoint too, and are not what is held here.
        options: settings => settings.ValidateOnStart = gate is null,
        services: services =>
        {
            if (gate is not null)
            {
                services.ConfigureDbContext<StoreContext>(options => options.AddInterceptors(gate));
            }
        });
}
