using System.Security.Cryptography;
using DotNet.Testcontainers.Builders;
using DotNet.Testcontainers.Containers;
using Npgsql;
using Testcontainers.PostgreSql;

namespace PgCdc.Sdk.Testing;

/// <summary>A throw-away PostgreSQL in a Docker container, with the same settings as <see cref="PostgresServer"/>. Disposing it removes the container.</summary>
public sealed class PostgresContainer : IPostgres
{
    private readonly PostgreSqlContainer _container;
    private readonly string _image;

    private PostgresContainer(PostgreSqlContainer container, string image, string connectionString, int version)
    {
        _container = container;
        _image = image;
        ConnectionString = connectionString;
        Version = version;
    }

    /// <inheritdoc/>
    public string ConnectionString { get; }

    /// <inheritdoc/>
    public int Version { get; }

    /// <inheritdoc/>
    public string Description => $"PostgreSQL {Version} in a container of the image {_image}, on port {_container.GetMappedPublicPort(PostgreSqlBuilder.PostgreSqlPort)}";

    /// <summary>Starts a container and returns when its server accepts connections.</summary>
    /// <param name="options">What it looks like; unset, the defaults.</param>
    /// <param name="cancellationToken">Gives up and removes the container.</param>
    /// <exception cref="PostgresServerException">No Docker engine answers, the image cannot be had, or the server did not start.</exception>
    public static async Task<PostgresContainer> StartAsync(PostgresContainerOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new PostgresContainerOptions();
        string image = ChooseImage(options);
        PostgreSqlContainer? container = null;
        try
        {
            container = new PostgreSqlBuilder(image)
                .WithUsername(PostgresServer.User)
                .WithPassword(options.Password ?? RandomNumberGenerator.GetHexString(24, lowercase: true))
                .WithDatabase(PostgresServer.User)
                .WithCommand(Arguments(options))
                .Build();
            await container.StartAsync(cancellationToken).ConfigureAwait(false);
            string connectionString = new NpgsqlConnectionStringBuilder(container.GetConnectionString()) { IncludeErrorDetail = true }.ConnectionString;
            int version = await new SuperuserSession(connectionString).ScalarAsync<int>(Sql.MajorVersion, cancellationToken).ConfigureAwait(false);
            return new PostgresContainer(container, image, connectionString, version);
        }
        catch (Exception e)
        {
            if (container is not null)
            {
                await container.DisposeAsync().ConfigureAwait(false);
            }

            if (e is OperationCanceledException && cancellationToken.IsCancellationRequested)
            {
                throw;
            }

            throw e is DockerUnavailableException
                ? new PostgresServerException("No Docker engine answers: start one, or point DOCKER_HOST at one.", e)
                : new PostgresServerException($"PostgreSQL could not be started in a container of the image {image}: {e.Message}", e);
        }
    }

    /// <inheritdoc/>
    public async Task<string> CreateDatabaseAsync(string name, CancellationToken cancellationToken = default)
    {
        await new SuperuserSession(ConnectionString).ExecuteAsync(Sql.CreateDatabase(name), cancellationToken).ConfigureAwait(false);
        return new NpgsqlConnectionStringBuilder(ConnectionString) { Database = name }.ConnectionString;
    }

    /// <summary>Removes the container with everything in it.</summary>
    public ValueTask DisposeAsync() => _container.DisposeAsync();

    private static string ChooseImage(PostgresContainerOptions options) =>
        options.Image ?? (Environment.GetEnvironmentVariable(PostgresContainerOptions.ImageVariable) is { Length: > 0 } named
            ? named
            : PostgresContainerOptions.DefaultImage);

    private static string[] Arguments(PostgresContainerOptions options)
    {
        ServerSettings settings = new(options.Fsync);
        settings.Apply(options.Settings);
        return [.. settings.All.SelectMany(setting => new[] { "-c", $"{setting.Key}={setting.Value}" })];
    }
}
