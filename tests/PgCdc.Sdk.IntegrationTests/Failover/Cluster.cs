using Npgsql;
using NpgsqlTypes;
using PgCdc.Sdk.IntegrationTests.Infrastructure;
using PgCdc.Sdk.Testing;

namespace PgCdc.Sdk.IntegrationTests.Failover;

/// <summary>A primary with a streaming standby, and a database on them.</summary>
internal sealed class Cluster : IAsyncDisposable
{
    private const string Database = "test";
    private readonly PostgresServer _first;
    private readonly PostgresServer _second;
    private PostgresServer _primary;

    private Cluster(PostgresServer first, PostgresServer second, TestDatabase source)
    {
        (_first, _second, _primary) = (first, second, first);
        Source = source;
    }

    /// <summary>The database on the present primary.</summary>
    public TestDatabase Source { get; private set; }

    /// <summary>The present primary's connection string.</summary>
    public string Primary => _primary.ConnectionStringFor(Database);

    public PostgresServer Server => _primary;

    public PostgresServer Standby => _second;

    /// <summary>A connection string that names both servers and asks for the primary.</summary>
    public string BothHosts => new NpgsqlConnectionStringBuilder(_first.ConnectionStringFor(Database))
    {
        Host = $"127.0.0.1:{_first.Port},127.0.0.1:{_second.Port}",
        TargetSessionAttributes = "primary",
    }.ConnectionString;

    public static async Task<Cluster> StartAsync(
        Dictionary<string, string>? settings = null, PostgresStandbyOptions? standby = null, PostgresBinaries? binaries = null)
    {
        var first = await OwnServer.StartAsync(settings, binaries);
        try
        {
            var source = await TestDatabase.CreateAsync(first, Database);
            var second = await first.CreateStandbyAsync(standby, TestContext.Current.CancellationToken);
            return new Cluster(first, second, source);
        }
        catch
        {
            await first.DisposeAsync();
            throw;
        }
    }

    public Task ExecuteAsync(string sql) => Source.ExecuteAsync(sql);

    /// <summary>Inserts an item.</summary>
    /// <returns>The transaction's identifier.</returns>
    public async Task<ulong> InsertAsync(long id)
    {
        await using var command = Source.Source.CreateCommand(
            $"WITH row AS (INSERT INTO items VALUES ({id}, 'x', NULL, 0)) SELECT pg_current_xact_id()::text");
        return ulong.Parse((string)(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken))!, System.Globalization.CultureInfo.InvariantCulture);
    }

    /// <summary>Waits until the standby has all that was committed so far.</summary>
    public async Task WaitForStandbyAsync() => await _second.WaitForReplayAsync(
        new NpgsqlLogSequenceNumber((await Source.PositionAsync()).Value), TestContext.Current.CancellationToken);

    /// <summary>The standby gets nothing more: what is committed from now on dies with the primary.</summary>
    public async Task CutStandbyOffAsync()
    {
        await WaitForStandbyAsync();
        await _second.StopAsync(PostgresStopMode.Fast, TestContext.Current.CancellationToken);
    }

    /// <summary>The primary ends in order, with all it wrote sent on; the standby becomes primary.</summary>
    public async Task SwitchOverAsync()
    {
        await _first.StopAsync(PostgresStopMode.Fast, TestContext.Current.CancellationToken);
        await PromoteAsync();
    }

    /// <summary>The primary crashes and stays away; the standby becomes primary with what it has.</summary>
    public async Task FailOverAsync()
    {
        await _first.KillAsync(TestContext.Current.CancellationToken);
        if (!_second.IsRunning)
        {
            await _second.StartAgainAsync(TestContext.Current.CancellationToken);
        }

        await PromoteAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await Source.DisposeAsync();
        await _second.DisposeAsync();
        await _first.DisposeAsync();
    }

    private async Task PromoteAsync()
    {
        await _second.PromoteAsync(TestContext.Current.CancellationToken);
        _primary = _second;
        await Source.DisposeAsync();
        Source = TestDatabase.Open(_second, Database, Primary);
    }
}
