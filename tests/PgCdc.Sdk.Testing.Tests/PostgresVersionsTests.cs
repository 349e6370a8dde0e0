namespace PgCdc.Sdk.Testing.Tests;

[Trait("Needs", "Postgres")]
public sealed class PostgresVersionsTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Two_versions_run_side_by_side()
    {
        PostgresBinaries[] versions = [.. PostgresBinaries.FindAll().DistinctBy(binaries => binaries.Version).Take(2)];
        Assert.SkipUnless(versions.Length == 2, $"Only one PostgreSQL version is installed; {PostgresBinaries.FoldersVariable} can list more.");

        PostgresServer[] servers = await Task.WhenAll(
            versions.Select(binaries => PostgresServer.StartAsync(new PostgresServerOptions { BinDirectory = binaries.Directory }, Cancellation)));
        await using PostgresServer one = servers[0];
        await using PostgresServer other = servers[1];

        Assert.NotEqual(one.Version, other.Version);
        Assert.NotEqual(one.Port, other.Port);
        Assert.Equal(one.Version, await one.AskAsync<int>(Sql.MajorVersion));
        Assert.Equal(other.Version, await other.AskAsync<int>(Sql.MajorVersion));
    }

    [Fact]
    public async Task Every_installed_version_has_its_own_identity_a_standby_and_a_promotion()
    {
        IReadOnlyList<PostgresBinaries> versions = PostgresBinaries.FindAll();
        Assert.SkipWhen(versions.Count == 0, "No PostgreSQL server is installed here.");
        HashSet<long> identities = [];
        foreach (PostgresBinaries binaries in versions)
        {
            PostgresServerOptions options = new() { BinDirectory = binaries.Directory };
            await using PostgresServer primary = await PostgresServer.StartAsync(options, Cancellation);
            await using PostgresServer again = await PostgresServer.StartAsync(options, Cancellation);
            Assert.True(identities.Add(await primary.AskAsync<long>("SELECT system_identifier FROM pg_control_system()")));
            Assert.True(identities.Add(await again.AskAsync<long>("SELECT system_identifier FROM pg_control_system()")));

            await primary.RunAsync("CREATE TABLE kept AS SELECT 42 AS answer");
            await using PostgresServer standby = await primary.CreateStandbyAsync(cancellationToken: Cancellation);
            Assert.False(identities.Add(await standby.AskAsync<long>("SELECT system_identifier FROM pg_control_system()")));
            await standby.WaitForReplayAsync(await primary.GetWalPositionAsync(Cancellation), Cancellation);
            await primary.KillAsync(Cancellation);
            await standby.PromoteAsync(Cancellation);
            await standby.RunAsync("INSERT INTO kept VALUES (43)");
            Assert.Equal(2, await standby.AskAsync<long>("SELECT count(*) FROM kept"));
        }
    }
}
