using Npgsql;

namespace PgCdc.Sdk;

/// <summary>What is to be said of the log tables beside running consumers.</summary>
public static class PgCdcLog
{
    /// <summary>
    /// Says that a consumer is gone for good: the log no longer keeps what it has not handled. A running consumer registers itself again.
    /// </summary>
    /// <param name="source">The database with the log tables.</param>
    /// <param name="slot">The consumer's slot, by which it is registered.</param>
    /// <param name="cancellationToken">Ends the wait for the server.</param>
    /// <returns>Whether it was registered.</returns>
    /// <exception cref="PostgresException">The migrations have not made the function, or the role may not call it.</exception>
    public static async Task<bool> UnregisterAsync(NpgsqlDataSource source, string slot, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentException.ThrowIfNullOrWhiteSpace(slot);
        await using var command = source.CreateCommand("SELECT pgcdc.unregister_reader($1)");
        command.Parameters.AddWithValue(slot);
        return await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false) is true;
    }
}
