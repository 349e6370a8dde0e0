using PgCdc.Sdk.IntegrationTests.Infrastructure;
using PgCdc.Sdk.Testing;

[assembly: AssemblyFixture(typeof(ServerFixture))]

namespace PgCdc.Sdk.IntegrationTests.Infrastructure;

/// <summary>
/// One server for the tests that do not harm it, wherever it came from (<c>PGCDC_DSN</c>, installed binaries, Docker); each takes a
/// database of its own.
/// </summary>
public sealed class ServerFixture : IAsyncLifetime
{
    private int _databases;

    public IPostgres Server { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Server = await TestPostgres.StartAsync(
        // Each test leaves its slot.
        new PostgresServerOptions { Settings = new Dictionary<string, string> { ["max_replication_slots"] = "200" } });

    public ValueTask DisposeAsync() => Server.DisposeAsync();

    public async Task<TestDatabase> CreateAsync() =>
        await TestDatabase.CreateAsync(Server, $"test_{Environment.ProcessId}_{Interlocked.Increment(ref _databases)}");
}
