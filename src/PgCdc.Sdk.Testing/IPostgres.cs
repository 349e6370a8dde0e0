namespace PgCdc.Sdk.Testing;

/// <summary>A running PostgreSQL for a test or a sample, wherever it came from. Disposing it gives back what was made for it.</summary>
public interface IPostgres : IAsyncDisposable
{
    /// <summary>Npgsql's connection string, with password. It allows to create databases and to replicate.</summary>
    public string ConnectionString { get; }

    /// <summary>The server's major version, for example 17.</summary>
    public int Version { get; }

    /// <summary>What it is, in words and without password, to be shown to a person.</summary>
    public string Description { get; }

    /// <summary>Creates an empty database.</summary>
    /// <param name="name">Its name, taken literally.</param>
    /// <param name="cancellationToken">Cancels the creation.</param>
    /// <returns>The connection string for it.</returns>
    /// <exception cref="Npgsql.PostgresException">The server refused, for example because the name is taken.</exception>
    public Task<string> CreateDatabaseAsync(string name, CancellationToken cancellationToken = default);
}
