using Npgsql;
using PgCdc.Sdk.Testing;

namespace PgCdc.Sdk.IntegrationTests.Decoding;

/// <summary>The server whose bytes the decoders are held against, with an enum and domains.</summary>
public class DecodingServer : IAsyncLifetime
{
    private const string Types =
        """
        CREATE TYPE mood AS ENUM ('sad', 'happy');
        CREATE DOMAIN address AS text CHECK (VALUE ~ '@');
        CREATE DOMAIN positive AS int4 CHECK (VALUE > 0);
        CREATE DOMAIN positives AS int4[];
        CREATE TYPE part AS (name text, amount int4, price numeric, made timestamptz, mood mood, sizes int4[]);
        CREATE TYPE pair AS (first part, second positive);
        CREATE DOMAIN moment AS timestamptz;
        CREATE DOMAIN price AS numeric;
        CREATE DOMAIN good_mood AS mood CHECK (VALUE <> 'sad');
        """;

    private PostgresServer? _server;

    internal PostgresServer Server => _server ?? throw new InvalidOperationException("The server has not been started.");

    public virtual async ValueTask InitializeAsync()
    {
        _server = await PostgresServer.StartAsync();
        await using var connection = new NpgsqlConnection(_server.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(Types, connection);
        await command.ExecuteNonQueryAsync();
        await connection.ReloadTypesAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await (_server?.DisposeAsync() ?? default);
        GC.SuppressFinalize(this);
    }
}
