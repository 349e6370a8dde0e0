namespace PgCdc.Sdk.Testing.Tests;

[Trait("Needs", "Postgres")]
public sealed class PostgresContainerTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_container_has_the_same_settings_as_a_local_server_and_creates_databases()
    {
        PostgresContainer container;
        try
        {
            container = await PostgresContainer.StartAsync(
                new PostgresContainerOptions { Settings = new Dictionary<string, string> { ["max_wal_senders"] = "30" } }, Cancellation);
        }
        catch (PostgresServerException e) when (e.InnerException is DotNet.Testcontainers.Builders.DockerUnavailableException)
        {
            Assert.Skip(e.Message);
            return;
        }

        await using (container)
        {
            Assert.Equal("logical", await container.AskAsync<string>("SHOW wal_level"));
            Assert.Equal("off", await container.AskAsync<string>("SHOW fsync"));
            Assert.Equal("30", await container.AskAsync<string>("SHOW max_wal_senders"));
            Assert.Equal(container.Version, await container.AskAsync<int>(Sql.MajorVersion));
            Assert.True(await container.AskAsync<bool>("SELECT rolsuper AND rolreplication FROM pg_roles WHERE rolname = current_user"));
            Assert.Contains("Database=shop", await container.CreateDatabaseAsync("shop", Cancellation), StringComparison.Ordinal);
            Assert.True(await container.AskAsync<bool>("SELECT EXISTS (SELECT FROM pg_database WHERE datname = 'shop')"));
        }
    }
}
