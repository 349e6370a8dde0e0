using Npgsql;

namespace PgCdc.Sdk.Testing;

/// <summary>Short connections to a server for its own upkeep, outside every pool: a pooled one would outlive a restart.</summary>
internal sealed class SuperuserSession(string connectionString)
{
    private readonly string _connectionString = new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false }.ConnectionString;

    public async Task<NpgsqlConnection> OpenAsync(CancellationToken cancellationToken)
    {
        NpgsqlConnection connection = new(_connectionString);
        try
        {
            await connection.OpenAsync(cancellationToken).ConfigureAwait(false);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    public Task ExecuteAsync(string sql, CancellationToken cancellationToken) => ScalarAsync<object>(sql, cancellationToken);

    /// <summary>The first value of the first row; <see langword="default"/> for NULL.</summary>
    public async Task<T?> ScalarAsync<T>(string sql, CancellationToken cancellationToken)
    {
        NpgsqlConnection connection = await OpenAsync(cancellationToken).ConfigureAwait(false);
        await using (connection.ConfigureAwait(false))
        {
            return await ScalarAsync<T>(connection, sql, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>The same on an open connection.</summary>
    public static async Task<T?> ScalarAsync<T>(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        NpgsqlCommand command = new(sql, connection);
        await using (command.ConfigureAwait(false))
        {
            return await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false) is T value ? value : default;
        }
    }
}
