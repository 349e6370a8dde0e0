using System.Globalization;
using Npgsql;
using PgCdc.Sdk.Testing;

namespace PgCdc.Sdk.FailoverHost.Servers;

/// <summary>A primary and its standby, which change places; and the addresses by which writers and consumers find the primary.</summary>
internal sealed class Cluster : IAsyncDisposable
{
    private const string Database = "source";

    private readonly Seat[] _seats = [new(), new()];
    private int _primary;
    private bool _syncsSlots;

    /// <summary>Where the writers write.</summary>
    public Relay Writers { get; } = new();

    /// <summary>Where the consumers read.</summary>
    public Relay Consumers { get; } = new();

    public PostgresServer Primary => _seats[_primary].Server ?? throw new InvalidOperationException("There is no primary.");

    public bool HasPrimary => _seats[_primary].Server is { IsRunning: true };

    public PostgresServer Standby => _seats[1 - _primary].Server ?? throw new InvalidOperationException("There is no standby.");

    public string PrimaryConnection => Primary.ConnectionStringFor(Database);

    public string WritersConnection => Through($"127.0.0.1:{Port(Writers)}", null);

    /// <param name="isByServers">Whether it names both servers and looks for the primary itself; else the one address that leads to it.</param>
    public string ConsumersConnection(bool isByServers) => isByServers
        ? Through(string.Join(',', _seats.Select(static seat => $"127.0.0.1:{Port(seat.Relay)}")), "primary")
        : Through($"127.0.0.1:{Port(Consumers)}", null);

    public async Task StartAsync(PostgresBinaries binaries)
    {
        var server = await PostgresServer.StartAsync(new PostgresServerOptions
        {
            BinDirectory = binaries.Directory,
            Settings = new Dictionary<string, string>
            {
                // A standby that was cut off still finds what it needs.
                ["wal_keep_size"] = "1GB",
                // Writers that block each other find out soon, and try something else.
                ["deadlock_timeout"] = "50ms",
            },
        });
        _seats[_primary].Take(server);
        await server.CreateDatabaseAsync(Database);
        await SourceSchema.CreateAsync(PrimaryConnection);
        PointWriters();
        PointConsumers();
    }

    /// <summary>Builds a standby of the primary on the other seat, which is free.</summary>
    /// <param name="syncsSlots">Whether it keeps a copy of failover slots (PostgreSQL 17 and later).</param>
    public async Task AddStandbyAsync(bool syncsSlots)
    {
        _syncsSlots = syncsSlots;
        _seats[1 - _primary].Take(await Primary.CreateStandbyAsync(OptionsFor(syncsSlots)));
    }

    /// <summary>Returns when a standby that copies slots would keep its copy if it were promoted now.</summary>
    public async Task SynchroniseSlotAsync(CancellationToken cancellationToken)
    {
        if (!_syncsSlots)
        {
            return;
        }

        await using var primary = NpgsqlDataSource.Create(PrimaryConnection);
        await using var standby = NpgsqlDataSource.Create(Standby.ConnectionString);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        while (!await AskAsync<bool>(standby, "SELECT EXISTS (SELECT FROM pg_replication_slots WHERE synced AND NOT temporary)", cancellationToken))
        {
            // The primary's slot moves on when it sees such a record, of which the server writes one in fifteen seconds.
            await AskAsync<object>(primary, "SELECT pg_log_standby_snapshot()", cancellationToken);
            await timer.WaitForNextTickAsync(cancellationToken);
        }
    }

    /// <summary>From here on the standby gets nothing more.</summary>
    public async Task CutStandbyOffAsync(CancellationToken cancellationToken)
    {
        await Standby.ReloadAsync(new Dictionary<string, string> { ["primary_conninfo"] = "" }, cancellationToken);
        await using var standby = NpgsqlDataSource.Create(Standby.ConnectionString);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        while (await AskAsync<bool>(standby, "SELECT EXISTS (SELECT FROM pg_stat_wal_receiver)", cancellationToken))
        {
            await timer.WaitForNextTickAsync(cancellationToken);
        }
    }

    /// <summary>The primary goes, as it is told to.</summary>
    public async Task StopPrimaryAsync(PostgresStopMode? mode, CancellationToken cancellationToken)
    {
        if (mode is { } asked)
        {
            await Primary.StopAsync(asked, cancellationToken);
        }
        else
        {
            await Primary.KillAsync(cancellationToken);
        }
    }

    /// <summary>The standby becomes the primary; what is left of the old one is removed, and nobody is pointed anywhere yet.</summary>
    /// <param name="isHidden">Whether consumers that name both servers do not find it either.</param>
    /// <param name="cancellationToken">Stops the waiting.</param>
    /// <returns>The timeline, and where it parted from the last one.</returns>
    public async Task<(int Timeline, string Fork)> PromoteAsync(bool isHidden, CancellationToken cancellationToken)
    {
        Writers.Point(null);
        Consumers.Point(null);
        if (isHidden)
        {
            _seats[1 - _primary].Relay.Point(null);
        }

        await Standby.PromoteAsync(cancellationToken);
        await _seats[_primary].LeaveAsync();
        _primary = 1 - _primary;
        await using var source = NpgsqlDataSource.Create(PrimaryConnection);
        var file = await AskAsync<string>(source, "SELECT pg_walfile_name(pg_current_wal_insert_lsn())", cancellationToken);
        var timeline = int.Parse(file.AsSpan(0, 8), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        var history = await File.ReadAllLinesAsync(Path.Combine(Primary.DataDirectory, "pg_wal", $"{timeline:X8}.history"), cancellationToken);
        return (timeline, history.Last(static line => line.Length > 0).Split('\t')[1]);
    }

    public void PointWriters() => Writers.Point(Primary.Port);

    public void PointConsumers()
    {
        Consumers.Point(Primary.Port);
        _seats[_primary].Relay.Point(Primary.Port);
    }

    public async ValueTask DisposeAsync()
    {
        await Writers.DisposeAsync();
        await Consumers.DisposeAsync();
        foreach (var seat in _seats)
        {
            await seat.DisposeAsync();
        }
    }

    private PostgresStandbyOptions? OptionsFor(bool syncsSlots) => syncsSlots
        ? new PostgresStandbyOptions
        {
            SlotName = "standby",
            Settings = new Dictionary<string, string> { ["sync_replication_slots"] = "on", ["hot_standby_feedback"] = "on" },
        }
        : Primary.Version >= 17 ? new PostgresStandbyOptions { Settings = new Dictionary<string, string> { ["sync_replication_slots"] = "off" } } : null;

    private static string Port(Relay relay) => relay.Port.ToString(CultureInfo.InvariantCulture);

    private static async Task<T> AskAsync<T>(NpgsqlDataSource source, string question, CancellationToken cancellationToken)
    {
        await using var command = source.CreateCommand(question);
        return (T)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    private string Through(string hosts, string? sessions)
    {
        var settings = new NpgsqlConnectionStringBuilder(PrimaryConnection) { Host = hosts, Port = 5432, Timeout = 5, CommandTimeout = 60 };
        if (sessions is not null)
        {
            settings.TargetSessionAttributes = sessions;
            // What was a standby a moment ago may be the primary now.
            settings.HostRecheckSeconds = 1;
        }

        return settings.ConnectionString;
    }
}
