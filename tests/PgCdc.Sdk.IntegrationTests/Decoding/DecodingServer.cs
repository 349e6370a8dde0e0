using Npgsql;
using PgCdc.Sdk.Testing;

namespace PgCdc.Sdk.IntegrationTests.Decoding;

/// <summary>The server whose bytes the decoders are held against, with an enum and a domain.</summary>
public sealed class DecodingServer : IAsyncLifetime
{
    private PostgresServer? _server;

    internal PostgresServer Server => _server ?? throw new InvalidOperationException("The server has not been started.");

    public async ValueTask InitializeAsync()
    {
        _server = await PostgresServer.StartAsync();
        await using var connection = new NpgsqlConnection(_server.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(
            "CREATE TYPE mood AS ENUM ('sad', 'happy'); CREATE DOMAIN address AS text CHECK (VALUE ~ '@')", connection);
        await command.ExecuteNonQueryAsync();
        await connection.ReloadTypesAsync();
    }

    public ValueTask DisposeAsync() => _server?.DisposeAsync() ?? default;
}
