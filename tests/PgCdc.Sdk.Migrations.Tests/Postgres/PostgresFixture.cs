using Npgsql;
using PgCdc.Sdk.Migrations.Tests.Postgres;
using PgCdc.Sdk.Testing;

[assembly: AssemblyFixture(typeof(PostgresFixture))]

namespace PgCdc.Sdk.Migrations.Tests.Postgres;

/// <summary>One server for all tests of this assembly, started by the first that asks, with a database for each test.</summary>
public class PostgresFixture : IAsyncLifetime
{
    private readonly SemaphoreSlim _starting = new(1);
    private readonly Dictionary<string, PostgresServer> _servers = new(StringComparer.Ordinal);
    private int _databases;

    protected virtual IReadOnlyDictionary<string, string> Settings { get; } = new Dictionary<string, string>();

    public ValueTask InitializeAsync() => default;

    /// <summary>A database on the server of the first binaries that are found, or of these.</summary>
    public async Task<TestDatabase> CreateDatabaseAsync(string? binDirectory = null)
    {
        var cancellation = TestContext.Current.CancellationToken;
        var server = await ServerAsync(binDirectory, cancellation);
        var connectionString = await server.CreateDatabaseAsync($"migrations_{Interlocked.Increment(ref _databases)}", cancellation);

        return new TestDatabase(new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false }.ConnectionString);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var server in _servers.Values)
        {
            await server.DisposeAsync();
        }

        _starting.Dispose();
        GC.SuppressFinalize(this);
    }

    private async Task<PostgresServer> ServerAsync(string? binDirectory, CancellationToken cancellation)
    {
        await _starting.WaitAsync(cancellation);
        try
        {
            if (!_servers.TryGetValue(binDirectory ?? "", out var server))
            {
                server = await PostgresServer.StartAsync(new PostgresServerOptions { BinDirectory = binDirectory, Settings = Settings }, cancellation);
                _servers.Add(binDirectory ?? "", server);
            }

            return server;
        }
        finally
        {
            _starting.Release();
        }
    }
}
