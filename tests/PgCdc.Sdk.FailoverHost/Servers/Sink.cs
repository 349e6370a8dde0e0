using Microsoft.EntityFrameworkCore;
using Npgsql;
using PgCdc.Sdk.FailoverHost.Model;
using PgCdc.Sdk.Testing;

namespace PgCdc.Sdk.FailoverHost.Servers;

/// <summary>Where the consumer writes: a server of its own that never fails over.</summary>
internal sealed class Sink : IAsyncDisposable
{
    private readonly PostgresServer _server;
    private readonly NpgsqlDataSource _source;

    private Sink(PostgresServer server, string connectionString)
    {
        _server = server;
        ConnectionString = connectionString;
        _source = NpgsqlDataSource.Create(connectionString);
    }

    public string ConnectionString { get; }

    public static async Task<Sink> StartAsync(PostgresBinaries binaries)
    {
        var server = await PostgresServer.StartAsync(new PostgresServerOptions { BinDirectory = binaries.Directory });
        var sink = new Sink(server, await server.CreateDatabaseAsync("sink"));
        await using var context = FailoverContext.Open(sink.ConnectionString);
        await context.Database.EnsureCreatedAsync();
        return sink;
    }

    /// <summary>Whether a transaction has been handled, and stored.</summary>
    public async Task<bool> HasHandledAsync(Guid tx, CancellationToken cancellationToken)
    {
        await using var question = _source.CreateCommand("SELECT EXISTS (SELECT FROM audit WHERE kind = 'Marker' AND tx = $1)");
        question.Parameters.AddWithValue(tx);
        return (bool)(await question.ExecuteScalarAsync(cancellationToken))!;
    }

    public async Task<HashSet<Guid>> HandledAsync(CancellationToken cancellationToken)
    {
        await using var context = FailoverContext.Open(ConnectionString);
        return await context.Audit.AsNoTracking().Where(line => line.Kind == nameof(Marker)).Select(line => line.Tx!.Value).ToHashSetAsync(cancellationToken);
    }

    /// <summary>How many phantoms were reported, and how many of them had been handled from a log.</summary>
    public async Task<(int All, int FromLog)> CountPhantomsAsync()
    {
        await using var context = FailoverContext.Open(ConnectionString);
        return (await context.Phantoms.CountAsync(), await context.Phantoms.CountAsync(line => line.CommitLsn == null));
    }

    public async ValueTask DisposeAsync()
    {
        await _source.DisposeAsync();
        await _server.DisposeAsync();
    }
}
