namespace PgCdc.Sdk.Testing;

/// <summary>
/// Gets a PostgreSQL in whatever way this machine offers: the one that <c>PGCDC_DSN</c> (or, unset, <c>PYPGCDC_DSN</c>) names, else a
/// throw-away one from installed binaries, else one in a Docker container.
/// </summary>
public static class TestPostgres
{
    /// <summary>The environment variable that names a running server, as a URI or as settings (see <see cref="Dsn"/>).</summary>
    public const string DsnVariable = "PGCDC_DSN";

    /// <summary>The older name, honoured where <see cref="DsnVariable"/> is unset.</summary>
    public const string OldDsnVariable = "PYPGCDC_DSN";

    /// <summary>Gets a server and returns when it accepts connections.</summary>
    /// <param name="options">What a throw-away server looks like; a server named by the environment is taken as it is.</param>
    /// <param name="cancellationToken">Gives up and removes what was made.</param>
    /// <exception cref="PostgresServerException">There is no way on this machine; the message lists them all, or says why the first one open failed.</exception>
    public static async Task<IPostgres> StartAsync(PostgresServerOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new PostgresServerOptions();
        foreach (string variable in (string[])[DsnVariable, OldDsnVariable])
        {
            if (Environment.GetEnvironmentVariable(variable) is { } dsn && !string.IsNullOrWhiteSpace(dsn))
            {
                return await ExternalPostgres.ConnectAsync(variable, dsn, cancellationToken).ConfigureAwait(false);
            }
        }

        bool hasBinaries = options.BinDirectory is not null || PostgresBinaries.Find(options.Version) is not null;
        if (hasBinaries && !OperatingSystem.IsWindows())
        {
            return await PostgresServer.StartAsync(options, cancellationToken).ConfigureAwait(false);
        }

        try
        {
            return await StartContainerAsync(options, cancellationToken).ConfigureAwait(false);
        }
        catch (PostgresServerException e)
        {
            throw new PostgresServerException(
                $"No PostgreSQL can be had here: set {DsnVariable} to a running one, or install PostgreSQL {PostgresBinaries.OldestVersion} or later " +
                $"(in PATH, or named by {PostgresBinaries.FolderVariable}), or start Docker ({e.Message})",
                e);
        }
    }

    private static async Task<PostgresContainer> StartContainerAsync(PostgresServerOptions options, CancellationToken cancellationToken)
    {
        bool imageIsNamed = !string.IsNullOrEmpty(Environment.GetEnvironmentVariable(PostgresContainerOptions.ImageVariable));
        PostgresContainer container = await PostgresContainer.StartAsync(
            new PostgresContainerOptions
            {
                Image = options.Version is { } version && !imageIsNamed ? $"postgres:{version}" : null,
                Password = options.Password,
                Fsync = options.Fsync,
                Settings = options.Settings,
            },
            cancellationToken).ConfigureAwait(false);
        if (options.Version is null || options.Version == container.Version)
        {
            return container;
        }

        await container.DisposeAsync().ConfigureAwait(false);
        throw new PostgresServerException(
            $"The image that {PostgresContainerOptions.ImageVariable} names holds PostgreSQL {container.Version}, and {options.Version} is wanted.");
    }
}
