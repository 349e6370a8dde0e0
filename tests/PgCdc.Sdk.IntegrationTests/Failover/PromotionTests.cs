using Microsoft.Extensions.DependencyInjection;
using PgCdc.Sdk.IntegrationTests.Handlers;
using PgCdc.Sdk.IntegrationTests.Infrastructure;
using PgCdc.Sdk.IntegrationTests.Model;
using PgCdc.Sdk.Testing;

namespace PgCdc.Sdk.IntegrationTests.Failover;

/// <summary>A real standby, promoted. The checkpoint lives in another server's database, unless a test says otherwise.</summary>
[Trait("Needs", "Postgres")]
public sealed class PromotionTests(ServerFixture server)
{
    private readonly FailoverLog _log = new();

    [Fact]
    public async Task After_a_switchover_the_gap_is_closed_from_the_log_of_the_new_primary()
    {
        await using var cluster = await Cluster.StartAsync();
        await using var sink = await server.CreateAsync();
        await using (var consumer = await StartAsync(sink, cluster.Primary))
        {
            await consumer.StreamingAsync();
            await cluster.ExecuteAsync("INSERT INTO items VALUES (1, 'a', NULL, 0)");
            await consumer.CaughtUpAsync(cluster.Source);
        }

        await cluster.ExecuteAsync("INSERT INTO items VALUES (2, 'b', NULL, 0)");
        await cluster.SwitchOverAsync();
        await cluster.ExecuteAsync("INSERT INTO items VALUES (3, 'c', NULL, 0)");
        await using var again = await StartAsync(sink, cluster.Primary);
        await again.StreamingAsync();
        await cluster.ExecuteAsync("INSERT INTO items VALUES (4, 'd', NULL, 0)");
        await again.CaughtUpAsync(cluster.Source);

        Assert.Equal(["Stream 1", "Log 2", "Log 3", "Stream 4"], await SeenAsync(sink));
        var gap = Assert.Single(_log.Of<GapFound>());
        Assert.Equal((SlotProblem.Missing, 2u, null), (gap.Problem, gap.Timeline, gap.Fork));
        Assert.Empty(_log.Of<PhantomTransaction>());
    }

    [Fact]
    public async Task Handled_transactions_that_the_new_primary_never_had_are_told_and_their_identifiers_are_not_mistaken()
    {
        await using var cluster = await Cluster.StartAsync();
        await using var sink = await server.CreateAsync();
        ulong[] lost;
        await using (var consumer = await StartAsync(sink, cluster.Primary))
        {
            await consumer.StreamingAsync();
            await cluster.ExecuteAsync("INSERT INTO items VALUES (1, 'a', NULL, 0)");
            await consumer.CaughtUpAsync(cluster.Source);
            await cluster.CutStandbyOffAsync();
            lost = [await cluster.InsertAsync(2), await cluster.InsertAsync(3)];
            await consumer.CaughtUpAsync(cluster.Source);
        }

        await cluster.FailOverAsync();
        // The same number again, for another transaction: what "handled" would hide if it went by the number.
        var reused = await cluster.InsertAsync(5);
        Assert.Equal(lost[0], reused);
        await using var again = await StartAsync(sink, cluster.Primary);
        await again.StreamingAsync();
        await cluster.ExecuteAsync("INSERT INTO items VALUES (6, 'f', NULL, 0)");
        await again.CaughtUpAsync(cluster.Source);

        Assert.Equal(["Stream 1", "Stream 2", "Stream 3", "Log 5", "Stream 6"], await SeenAsync(sink));
        Assert.Equal(lost, _log.Of<PhantomTransaction>().Select(static phantom => phantom.Xid));
        var gap = Assert.Single(_log.Of<GapFound>());
        Assert.NotNull(gap.Fork);
        Assert.All(_log.Of<PhantomTransaction>(), phantom => Assert.True(phantom.CommitLsn > gap.Fork && phantom.Timeline == 1));
    }

    [Fact]
    public async Task A_checkpoint_in_the_source_fails_over_with_it_and_nothing_is_a_phantom()
    {
        await using var cluster = await Cluster.StartAsync();
        await using (var consumer = await StartAsync(cluster.Source, cluster.Primary))
        {
            await consumer.StreamingAsync();
            await cluster.ExecuteAsync("INSERT INTO items VALUES (1, 'a', NULL, 0)");
            await consumer.CaughtUpAsync(cluster.Source);
            await cluster.WaitForStandbyAsync();
            await cluster.CutStandbyOffAsync();
            await cluster.InsertAsync(2);
            await consumer.CaughtUpAsync(cluster.Source);
        }

        await cluster.FailOverAsync();
        await cluster.InsertAsync(3);
        await using var again = await StartAsync(cluster.Source, cluster.Primary);
        await again.StreamingAsync();
        await cluster.InsertAsync(4);
        await again.CaughtUpAsync(cluster.Source);

        // Number 2 is gone, and with it everything that its handler had written.
        Assert.Equal(["Stream 1", "Log 3", "Stream 4"], await SeenAsync(cluster.Source));
        Assert.Empty(_log.Of<PhantomTransaction>());
    }

    [Fact]
    public async Task While_the_process_lives_a_phantom_is_told_with_its_tables_and_keys_and_several_hosts_need_no_restart()
    {
        await using var cluster = await Cluster.StartAsync();
        await using var sink = await server.CreateAsync();
        await using var consumer = await StartAsync(sink, cluster.BothHosts);
        await consumer.StreamingAsync();
        await cluster.InsertAsync(1);
        await consumer.CaughtUpAsync(cluster.Source);
        await cluster.CutStandbyOffAsync();
        var lost = await cluster.InsertAsync(2);
        await consumer.CaughtUpAsync(cluster.Source);
        await cluster.FailOverAsync();
        await cluster.InsertAsync(3);
        await sink.UntilAsync("SELECT count(*) = 3 FROM seen", Deadline.Token());
        await consumer.StreamingAsync();
        await cluster.InsertAsync(4);
        await consumer.CaughtUpAsync(cluster.Source);

        Assert.Equal(["Stream 1", "Stream 2", "Log 3", "Stream 4"], await SeenAsync(sink));
        var phantom = Assert.Single(_log.Of<PhantomTransaction>());
        Assert.Equal(lost, phantom.Xid);
        Assert.Equal([new PhantomChange("public.items", ChangeOperation.Insert, new ItemKey(2))], phantom.Changes);
    }

    private Task<RunningConsumer> StartAsync(TestDatabase sink, string source) => RunningConsumer.StartAsync(
        sink,
        static cdc => cdc.AddFailoverObserver<FailoverWatch>().AddHandler<Item, SeenHandler<Item>>(),
        static options => options.MaxRetryDelay = TimeSpan.FromMilliseconds(200),
        services => services.AddSingleton(_log),
        source);

    private static Task<string[]> SeenAsync(TestDatabase sink) =>
        sink.ListAsync<string>("SELECT origin || ' ' || split_part(value, '|', 1) FROM seen ORDER BY id");
}
