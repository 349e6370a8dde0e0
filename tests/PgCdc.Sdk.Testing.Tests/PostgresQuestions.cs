using Npgsql;

namespace PgCdc.Sdk.Testing.Tests;

/// <summary>One question to a server, on a connection of its own.</summary>
internal static class PostgresQuestions
{
    public static Task RunAsync(this IPostgres server, string sql) => server.AskAsync<object>(sql);

    public static async Task<T?> AskAsync<T>(this IPostgres server, string sql)
    {
        NpgsqlConnectionStringBuilder connectionString = new(server.ConnectionString) { Pooling = false };
        await using NpgsqlConnection connection = new(connectionString.ConnectionString);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using NpgsqlCommand command = new(sql, connection);
        return (T?)await command.ExecuteScalarAsync(TestContext.Current.CancellationToken);
    }
}
