using Microsoft.Extensions.DependencyInjection;
using PgCdc.Sdk.IntegrationTests.Handlers;
using PgCdc.Sdk.IntegrationTests.Infrastructure;
using PgCdc.Sdk.IntegrationTests.Model;

namespace PgCdc.Sdk.IntegrationTests.Failover;

/// <summary>A slot that is there, on a server that cannot decode it: its write-ahead log was deleted, is damaged, or trips over a bug.</summary>
[Trait("Needs", "Postgres")]
public sealed class UndecodableTests
{
    private readonly FailoverLog _log = new();

    [Fact]
    public async Task A_slot_whose_write_ahead_log_was_deleted_is_replaced_and_its_gap_closed_from_the_log()
    {
        await using var own = await OwnServer.StartAsync();
        await using var database = await DeletedAsync(own, "deleted");
        await using var consumer = await StartAsync(database, SlotLossStrategy.CatchUpFromLog);
        await consumer.Monitor.WaitForAsync(PgCdcState.CatchingUp, Deadline.Token());
        await consumer.StreamingAsync();
        await database.ExecuteAsync("INSERT INTO items VALUES (4, 'd', NULL, 0)");
        await consumer.CaughtUpAsync(database);

        Assert.Equal(
            ["Stream 1", "Log 2", "Log 3", "Stream 4"],
            await database.ListAsync<string>("SELECT origin || ' ' || split_part(value, '|', 1) FROM seen ORDER BY id"));
        Assert.Equal(SlotProblem.Undecodable, Assert.Single(_log.Of<GapFound>()).Problem);
    }

    [Fact]
    public async Task Where_the_strategy_is_to_stop_the_slot_stays_and_the_reason_is_told()
    {
        await using var own = await OwnServer.StartAsync();
        await using var database = await DeletedAsync(own, "kept");
        await using var consumer = await StartAsync(database, SlotLossStrategy.Fail);

        await consumer.Monitor.WaitForAsync(PgCdcState.Faulted, Deadline.Token());

        var fault = Assert.IsType<SlotException>(consumer.Monitor.Fault);
        Assert.Equal(SlotProblem.Undecodable, fault.Problem);
        Assert.Contains("removed", fault.Message, StringComparison.Ordinal);
        Assert.Equal(1L, await database.QueryAsync<long>($"SELECT count(*) FROM pg_replication_slots WHERE slot_name = '{database.Slot}'"));
    }

    /// <summary>A database whose consumer has handled a row and stopped; two more rows are in a segment that is no longer there.</summary>
    private async Task<TestDatabase> DeletedAsync(Testing.PostgresServer own, string name)
    {
        var database = await TestDatabase.CreateAsync(own, name);
        await using (var consumer = await StartAsync(database, SlotLossStrategy.Fail))
        {
            await consumer.StreamingAsync();
            await database.ExecuteAsync("INSERT INTO items VALUES (1, 'a', NULL, 0)");
            await consumer.CaughtUpAsync(database);
        }

        await database.ExecuteAsync("INSERT INTO items VALUES (2, 'b', NULL, 0); INSERT INTO items VALUES (3, 'c', NULL, 0)");
        var folder = await database.QueryAsync<string>("SHOW data_directory");
        var segments = await database.ListAsync<string>(
            $"SELECT DISTINCT pg_walfile_name(lsn) FROM pg_replication_slots, unnest(ARRAY[restart_lsn, pg_current_wal_lsn()]) AS lsn WHERE slot_name = '{database.Slot}'");
        await database.ExecuteAsync("SELECT pg_switch_wal()");
        await database.ExecuteAsync("CHECKPOINT");
        foreach (var segment in segments)
        {
            File.Delete(Path.Combine(folder, "pg_wal", segment));
        }

        return database;
    }

    private Task<RunningConsumer> StartAsync(TestDatabase database, SlotLossStrategy strategy) => RunningConsumer.StartAsync(
        database,
        static cdc => cdc.AddHandler<Item, SeenHandler<Item>>().AddFailoverObserver<FailoverWatch>(),
        options => options.SlotLoss = strategy,
        services => services.AddSingleton(_log));
}
