using PgCdc.Sdk.Testing;

namespace PgCdc.Sdk.IntegrationTests.Infrastructure;

/// <summary>A server for a test that stops, freezes or configures it: that takes installed binaries.</summary>
internal static class OwnServer
{
    public static async Task<PostgresServer> StartAsync(Dictionary<string, string>? settings = null, PostgresBinaries? binaries = null)
    {
        Assert.SkipWhen(
            binaries is null && PostgresBinaries.Find() is null,
            "No PostgreSQL binaries are installed, and this test does to a server what a given one or a container does not allow.");
        return await PostgresServer.StartAsync(
            new PostgresServerOptions { Settings = settings ?? [], BinDirectory = binaries?.Directory }, TestContext.Current.CancellationToken);
    }

    /// <summary>A server of the first of some versions that is found here.</summary>
    public static Task<PostgresServer> OfVersionAsync(params IReadOnlyList<int> versions)
    {
        var binaries = versions.Select(static version => PostgresBinaries.Find(version)).FirstOrDefault(static found => found is not null);
        Assert.SkipWhen(
            binaries is null, $"No binaries of PostgreSQL {string.Join(" or ", versions)} were found (PATH, {PostgresBinaries.FoldersVariable}).");
        return StartAsync(binaries: binaries);
    }
}
