using Npgsql;
using PgCdc.Sdk.Testing;

namespace QuickStart.Demo;

/// <summary>A throw-away primary with a streaming standby, which is promoted once the primary has crashed.</summary>
internal sealed class FailoverCluster : IAsyncDisposable
{
    private const string Database = "shop";
    private readonly PostgresServer _primary;
    private readonly PostgresServer _standby;

    private FailoverCluster(PostgresServer primary, PostgresServer standby) => (_primary, _standby) = (primary, standby);

    public string Description => $"{_primary.Description}, with a standby on port {_standby.Port}";

    /// <summary>Names both servers and asks for whichever is primary. Npgsql looks again each second who that is, instead of each ten.</summary>
    public string ConnectionString => new NpgsqlConnectionStringBuilder(_primary.ConnectionStringFor(Database))
    {
        Host = $"127.0.0.1:{_primary.Port},127.0.0.1:{_standby.Port}",
        TargetSessionAttributes = "primary",
        HostRecheckSeconds = 1,
    }.ConnectionString;

    public static async Task<FailoverCluster> StartAsync()
    {
        if (OperatingSystem.IsWindows() || PostgresBinaries.Find() is null)
        {
            throw new FormatException(
                $"--failover crashes a server and promotes its standby, which takes installed PostgreSQL programs (in PATH, or in the folder that {PostgresBinaries.FolderVariable} names), and there are none here.");
        }

        var primary = await PostgresServer.StartAsync();
        try
        {
            await primary.CreateDatabaseAsync(Database);
            return new FailoverCluster(primary, await primary.CreateStandbyAsync());
        }
        catch
        {
            await primary.DisposeAsync();
            throw;
        }
    }

    /// <summary>The primary is gone without a farewell, and with it its slot.</summary>
    public Task CrashPrimaryAsync() => _primary.KillAsync();

    public async Task PromoteStandbyAsync()
    {
        await _standby.PromoteAsync();
        // What is pooled leads to the lost server.
        NpgsqlConnection.ClearAllPools();
    }

    public async ValueTask DisposeAsync()
    {
        await _standby.DisposeAsync();
        await _primary.DisposeAsync();
    }
}
