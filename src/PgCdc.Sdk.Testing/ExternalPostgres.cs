using Npgsql;

namespace PgCdc.Sdk.Testing;

/// <summary>A server that somebody else runs. Only the databases made through it are dropped at the end.</summary>
internal sealed class ExternalPostgres : IPostgres
{
    private readonly List<string> _databases = [];
    private readonly Lock _lock = new();
    private readonly SuperuserSession _session;
    private readonly string _variable;

    private ExternalPostgres(string variable, string connectionString, int version)
    {
        _variable = variable;
        ConnectionString = connectionString;
        Version = version;
        _session = new SuperuserSession(connectionString);
    }

    public string ConnectionString { get; }

    public int Version { get; }

    public string Description
    {
        get
        {
            NpgsqlConnectionStringBuilder parts = new(ConnectionString);
            return $"PostgreSQL {Version} named by {_variable}: {parts.Host}:{parts.Port}, database {parts.Database ?? parts.Username}";
        }
    }

    public static async Task<ExternalPostgres> ConnectAsync(string variable, string dsn, CancellationToken cancellationToken)
    {
        try
        {
            string connectionString = Dsn.ToConnectionString(dsn);
            int version = await new SuperuserSession(connectionString).ScalarAsync<int>(Sql.MajorVersion, cancellationToken).ConfigureAwait(false);
            return new ExternalPostgres(variable, connectionString, version);
        }
        catch (FormatException e)
        {
            throw new PostgresServerException($"{variable} cannot be read: {e.Message}");
        }
        catch (Exception e) when (e is NpgsqlException or TimeoutException)
        {
            throw new PostgresServerException(
                $"{variable} names a PostgreSQL that does not answer ({e.Message}): start it, correct the variable, or unset it to get a throw-away server.", e);
        }
    }

    public async Task<string> CreateDatabaseAsync(string name, CancellationToken cancellationToken = default)
    {
        await _session.ExecuteAsync(Sql.CreateDatabase(name), cancellationToken).ConfigureAwait(false);
        lock (_lock)
        {
            _databases.Add(name);
        }

        return new NpgsqlConnectionStringBuilder(ConnectionString) { Database = name }.ConnectionString;
    }

    public async ValueTask DisposeAsync()
    {
        string[] databases;
        lock (_lock)
        {
            databases = [.. _databases];
            _databases.Clear();
        }

        foreach (string database in databases)
        {
            await _session.ExecuteAsync(Sql.DropDatabase(database), CancellationToken.None).ConfigureAwait(false);
        }
    }
}
