using PgCdc.Sdk.IntegrationTests.Handlers;
using PgCdc.Sdk.IntegrationTests.Infrastructure;
using PgCdc.Sdk.IntegrationTests.Model;
using PgCdc.Sdk.Testing;

namespace PgCdc.Sdk.IntegrationTests.Recovery;

/// <summary>The main job on every version that can be found here.</summary>
[Trait("Needs", "Postgres")]
public sealed class VersionTests
{
    [Theory]
    [InlineData(15)]
    [InlineData(16)]
    [InlineData(17)]
    [InlineData(18)]
    public async Task A_consumer_starts_streams_and_resumes_on_this_version(int version)
    {
        Assert.SkipWhen(PostgresBinaries.Find(version) is null, $"No binaries of PostgreSQL {version} were found (PATH, {PostgresBinaries.FoldersVariable}).");
        await using var own = await OwnServer.StartAsync(binaries: PostgresBinaries.Find(version));
        await using var database = await TestDatabase.CreateAsync(own, "version");
        for (var round = 1; round <= 2; round++)
        {
            await using var consumer = await RunningConsumer.StartAsync(
                database, static cdc => cdc.AddHandler<Item, SeenHandler<Item>>().AddHandler<Part, SeenHandler<Part>>());
            await consumer.StreamingAsync();
            await database.ExecuteAsync(
                $"INSERT INTO items VALUES ({round}, 'x', NULL, 0); UPDATE items SET version = 1 WHERE id = {round}; INSERT INTO parts VALUES ({round}, 1, 'x', NULL); DELETE FROM parts");
            await consumer.CaughtUpAsync(database);
        }

        Assert.Equal(8L, await database.QueryAsync<long>("SELECT count(*) FROM seen"));
        Assert.Equal(8L, await database.QueryAsync<long>("SELECT count(*) FROM pgcdc.log_public_items") + await database.QueryAsync<long>("SELECT count(*) FROM pgcdc.log_public_parts"));
        if (version >= 17)
        {
            Assert.True(await database.QueryAsync<bool>("SELECT failover FROM pg_replication_slots"));
        }
    }
}
