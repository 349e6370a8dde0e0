using PgCdc.Sdk.IntegrationTests.Infrastructure;
using PgCdc.Sdk.Testing;

[assembly: AssemblyFixture(typeof(ServerFixture))]

namespace PgCdc.Sdk.IntegrationTests.Infrastructure;

/// <summary>One server for the tests that do not harm it; each takes a database of its own.</summary>
public sealed class ServerFixture : IAsyncLifetime
{
    private int _databases;

    public PostgresServer Server { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Server = await PostgresServer.StartAsync();

    public ValueTask DisposeAsync() => Server.DisposeAsync();

    public async Task<TestDatabase> CreateAsync() =>
        await TestDatabase.CreateAsync(Server, $"test_{Interlocked.Increment(ref _databases)}");
}
