using Npgsql;

namespace PgCdc.Sdk.FailoverHost.Writing;

/// <summary>All writers together.</summary>
internal sealed class Traffic : IAsyncDisposable
{
    private const int RowWriters = 4;

    private readonly CancellationTokenSource _stop = new();
    private readonly Writer[] _writers;
    private readonly Task _writing;

    public Traffic(string connectionString, int seed)
    {
        _writers = [.. Enumerable.Range(1, RowWriters).Select(Writer (number) => new RowWriter(connectionString, seed ^ number)), new BulkWriter(connectionString, seed)];
        _writing = Task.WhenAll(_writers.Select(writer => writer.RunAsync(_stop.Token)));
    }

    /// <summary>How many commits were answered so far.</summary>
    public int Commits => _writers.Sum(static writer => writer.Commits);

    /// <summary>Ends badly where a writer met what no failover explains.</summary>
    public Task Failed => _writing;

    /// <summary>A transaction of its own, committed when this returns: what is handled behind it was committed before or beside it.</summary>
    public static async Task<Guid> FenceAsync(string connectionString, CancellationToken cancellationToken)
    {
        var tx = Guid.NewGuid();
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false }.ConnectionString);
        await connection.OpenAsync(cancellationToken);
        await new TransactionScript(connection, tx).MarkAsync();
        return tx;
    }

    public async Task StopAsync()
    {
        await _stop.CancelAsync();
        await _writing;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _writing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }
}
