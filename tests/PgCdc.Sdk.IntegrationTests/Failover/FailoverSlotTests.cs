using Microsoft.Extensions.DependencyInjection;
using PgCdc.Sdk.IntegrationTests.Handlers;
using PgCdc.Sdk.IntegrationTests.Infrastructure;
using PgCdc.Sdk.IntegrationTests.Model;
using PgCdc.Sdk.Testing;

namespace PgCdc.Sdk.IntegrationTests.Failover;

/// <summary>Slots that a standby keeps a copy of: PostgreSQL 17 and later.</summary>
[Trait("Needs", "Postgres")]
public sealed class FailoverSlotTests(ServerFixture server)
{
    private readonly FailoverLog _log = new();

    [Theory]
    [InlineData(17)]
    [InlineData(18)]
    public async Task After_a_promotion_a_synchronised_slot_is_resumed_and_the_log_is_not_needed(int version)
    {
        await using var cluster = await StartAsync(version);
        await using var sink = await server.CreateAsync();
        await using (var consumer = await StartAsync(sink, cluster))
        {
            await consumer.StreamingAsync();
            await cluster.InsertAsync(1);
            await consumer.CaughtUpAsync(cluster.Source);
            await UntilSynchronisedAsync(cluster, sink.Slot);
        }

        await cluster.InsertAsync(2);
        await cluster.SwitchOverAsync();
        await cluster.InsertAsync(3);
        await using var again = await StartAsync(sink, cluster);
        await again.StreamingAsync();
        await again.CaughtUpAsync(cluster.Source);

        Assert.Equal(["Stream 1", "Stream 2", "Stream 3"], await SeenAsync(sink));
        Assert.Empty(_log.Told);
    }

    [Theory]
    [InlineData(17)]
    [InlineData(18)]
    public async Task A_synchronised_slot_and_transactions_that_the_standby_never_had_need_no_log_either(int version)
    {
        await using var cluster = await StartAsync(version);
        await using var sink = await server.CreateAsync();
        await using (var consumer = await StartAsync(sink, cluster))
        {
            await consumer.StreamingAsync();
            await cluster.InsertAsync(1);
            await consumer.CaughtUpAsync(cluster.Source);
            await UntilSynchronisedAsync(cluster, sink.Slot);
            await cluster.CutStandbyOffAsync();
            await cluster.InsertAsync(2);
            await consumer.CaughtUpAsync(cluster.Source);
        }

        await cluster.FailOverAsync();
        await cluster.InsertAsync(3);
        await using var again = await StartAsync(sink, cluster);
        await again.StreamingAsync();
        await again.CaughtUpAsync(cluster.Source);

        Assert.Equal(["Stream 1", "Stream 2", "Stream 3"], await SeenAsync(sink));
        Assert.Equal(SlotProblem.Diverged, Assert.Single(_log.Of<GapFound>()).Problem);
        Assert.Single(_log.Of<PhantomTransaction>());
        Assert.Empty(_log.Of<SlotCreated>());
    }

    [Theory]
    [InlineData(17)]
    [InlineData(18)]
    public async Task A_standby_that_decoding_waits_for_and_that_is_not_there_is_warned_of(int version)
    {
        await using var own = await OwnServer.StartAsync(binaries: Binaries(version));
        await using var database = await TestDatabase.CreateAsync(own, "test");
        await using (var consumer = await RunningConsumer.StartAsync(database, static cdc => cdc.AddHandler<Item, SeenHandler<Item>>()))
        {
            await consumer.StreamingAsync();
            await own.ReloadAsync(new Dictionary<string, string> { ["synchronized_standby_slots"] = "nowhere" }, TestContext.Current.CancellationToken);
        }

        await using var waiting = await RunningConsumer.StartAsync(database, static cdc => cdc.AddHandler<Item, SeenHandler<Item>>());
        await database.ExecuteAsync("INSERT INTO items VALUES (1, 'x', NULL, 0)");
        await LoggedAsync(waiting, 1009, "\"nowhere\"");
        await own.ReloadAsync(new Dictionary<string, string> { ["synchronized_standby_slots"] = "" }, TestContext.Current.CancellationToken);
        await waiting.CaughtUpAsync(database);

        Assert.Equal(1L, await database.QueryAsync<long>("SELECT count(*) FROM seen"));
    }

    [Fact]
    public async Task A_standby_that_nothing_waits_for_is_warned_of_too()
    {
        await using var cluster = await Cluster.StartAsync(binaries: Binaries(18));
        await using var sink = await server.CreateAsync();
        await using var consumer = await StartAsync(sink, cluster);
        await LoggedAsync(consumer, 1010, "synchronized_standby_slots is empty");
    }

    private static PostgresBinaries Binaries(int version)
    {
        var binaries = PostgresBinaries.Find(version);
        Assert.SkipWhen(binaries is null, $"No binaries of PostgreSQL {version} were found (PATH, {PostgresBinaries.FoldersVariable}).");
        return binaries!;
    }

    private static Task<Cluster> StartAsync(int version) => Cluster.StartAsync(
        standby: new PostgresStandbyOptions
        {
            SlotName = "standby_one",
            Settings = new Dictionary<string, string> { ["sync_replication_slots"] = "on", ["hot_standby_feedback"] = "on" },
        },
        binaries: Binaries(version));

    private Task<RunningConsumer> StartAsync(TestDatabase sink, Cluster cluster) => RunningConsumer.StartAsync(
        sink,
        static cdc => cdc.AddFailoverObserver<FailoverWatch>().AddHandler<Item, SeenHandler<Item>>(),
        static options => options.IdleCheckpointBytes = 0,
        services => services.AddSingleton(_log),
        connectionString: cluster.Primary);

    /// <summary>
    /// The standby keeps a copy of the slot that survives a promotion. It can only begin one at a position that it still has, so the
    /// primary's slot has to move meanwhile.
    /// </summary>
    private static async Task UntilSynchronisedAsync(Cluster cluster, string slot)
    {
        var deadline = Deadline.Token();
        await using var standby = TestDatabase.Open(cluster.Standby, "test", cluster.Standby.ConnectionStringFor("test"));
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(200));
        while (!await standby.QueryAsync<bool>(
            $"SELECT coalesce((SELECT synced AND NOT temporary AND invalidation_reason IS NULL FROM pg_replication_slots WHERE slot_name = '{slot}'), false)"))
        {
            await cluster.ExecuteAsync("SELECT pg_log_standby_snapshot(); SELECT pg_logical_emit_message(true, 'test', 'onward')");
            await timer.WaitForNextTickAsync(deadline);
        }
    }

    /// <summary>A warning is logged once a while after the start; the log has no signal.</summary>
    private static async Task LoggedAsync(RunningConsumer consumer, int id, string part)
    {
        var deadline = Deadline.Token(30);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (!consumer.Logs.GetSnapshot().Any(record => record.Id.Id == id && record.Message.Contains(part, StringComparison.Ordinal)))
        {
            Assert.False(deadline.IsCancellationRequested, consumer.Trail());
            await timer.WaitForNextTickAsync(CancellationToken.None);
        }
    }

    private static Task<string[]> SeenAsync(TestDatabase sink) =>
        sink.ListAsync<string>("SELECT origin || ' ' || split_part(value, '|', 1) FROM seen ORDER BY id");
}
