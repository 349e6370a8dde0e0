using Microsoft.Extensions.DependencyInjection;
using PgCdc.Sdk.IntegrationTests.Handlers;
using PgCdc.Sdk.IntegrationTests.Infrastructure;
using PgCdc.Sdk.IntegrationTests.Model;

namespace PgCdc.Sdk.IntegrationTests.Streaming;

/// <summary>Alone in the process while it measures.</summary>
[CollectionDefinition(nameof(MemoryTests), DisableParallelization = true)]
[Collection(nameof(MemoryTests))]
[Trait("Needs", "Postgres")]
public sealed class MemoryTests(ServerFixture server)
{
    [Fact]
    public async Task A_slow_handler_holds_back_the_reader_instead_of_filling_memory()
    {
        await using var database = await server.CreateAsync();
        var gate = new Gate();
        await using var consumer = await RunningConsumer.StartAsync(
            database,
            static cdc => cdc.AddHandler<Item, GatedHandler>(),
            static options => options.BufferBytes = 256 << 10,
            services => services.AddSingleton(gate));
        await consumer.StreamingAsync();
        await database.ExecuteAsync("INSERT INTO items VALUES (0, 'gate', NULL, 0)");
        await gate.Entered.WaitAsync(Deadline.Token());
        var before = GC.GetTotalMemory(forceFullCollection: true);
        await database.ExecuteAsync(
            "ALTER TABLE items ALTER body SET STORAGE EXTERNAL; INSERT INTO items SELECT i, 'x', repeat('y', 20000), 0 FROM generate_series(1, 3000) AS i");
        await database.AfterFeedbackAsync(rounds: 10);

        // 60 MB wait on the server; of them only our 256 KiB and the connection's buffers may be here.
        var grown = GC.GetTotalMemory(forceFullCollection: true) - before;
        Assert.True(grown < 15_000_000, $"{grown} bytes were read ahead of a handler that stands still.");
        gate.Open();
        await consumer.CaughtUpAsync(database);
        Assert.Equal(3001L, await database.QueryAsync<long>("SELECT count(*) FROM seen"));
    }
}
