using Npgsql;
using PgCdc.Sdk.Migrations.Tests.Postgres;

[assembly: AssemblyFixture(typeof(PostgresFixture))]

namespace PgCdc.Sdk.Migrations.Tests.Postgres;

/// <summary>One server for all tests of this assembly, with a database for each test.</summary>
public sealed class PostgresFixture : IAsyncLifetime
{
    private int _databases;

    public string ConnectionString { get; private set; } = "";

    public ValueTask InitializeAsync()
    {
        ConnectionString = Environment.GetEnvironmentVariable("PGCDC_DSN") ?? throw new InvalidOperationException("PGCDC_DSN");
        return default;
    }

    public async Task<TestDatabase> CreateDatabaseAsync()
    {
        var name = $"migrations_{Environment.ProcessId}_{Interlocked.Increment(ref _databases)}";
        await using var server = NpgsqlDataSource.Create(ConnectionString);
        await using var command = server.CreateCommand($"CREATE DATABASE {name} TEMPLATE template0");
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);

        return new TestDatabase(new NpgsqlConnectionStringBuilder(ConnectionString) { Database = name, Pooling = false }.ConnectionString);
    }

    public ValueTask DisposeAsync() => default;
}
