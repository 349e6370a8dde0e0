using Npgsql;

namespace PgCdc.Sdk.FailoverHost.Writing;

/// <summary>
/// Writes as long as it is let, transaction after transaction, and starts again on a new connection when its server goes. What it was
/// told about a commit does not matter: whether a transaction was committed, the surviving server says.
/// </summary>
internal abstract class Writer(string connectionString, int seed)
{
    private int _commits;

    /// <summary>How many commits were answered.</summary>
    public int Commits => Volatile.Read(ref _commits);

    protected Random Random { get; } = new(seed);

    public async Task RunAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await WriteUntilAsync(stop);
            }
            catch (NpgsqlException exception) when (exception is not PostgresException { SqlState: var state } || IsOfTheServer(state))
            {
                // The server is gone or not there yet. The pause is the pace of asking again.
                await Task.Delay(20, CancellationToken.None);
            }
        }
    }

    /// <summary>All but the marker and the end.</summary>
    protected abstract Task WriteAsync(TransactionScript transaction);

    /// <summary>The pause behind a transaction: fast enough that something is always open, slow enough that the handlers keep up.</summary>
    protected abstract TimeSpan Pause();

    private async Task WriteUntilAsync(CancellationToken stop)
    {
        // Outside the pool, which would keep connections of servers that are gone.
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false }.ConnectionString);
        await connection.OpenAsync(CancellationToken.None);
        while (!stop.IsCancellationRequested)
        {
            await WriteOneAsync(connection);
            await Task.Delay(Pause(), CancellationToken.None);
        }
    }

    private async Task WriteOneAsync(NpgsqlConnection connection)
    {
        var name = new byte[16];
        Random.NextBytes(name);
        await using var transaction = await connection.BeginTransactionAsync(CancellationToken.None);
        try
        {
            var script = new TransactionScript(connection, new Guid(name));
            await WriteAsync(script);
            await script.MarkAsync();
            if (Random.Next(8) == 0)
            {
                await transaction.RollbackAsync(CancellationToken.None);
            }
            else
            {
                await transaction.CommitAsync(CancellationToken.None);
                Interlocked.Increment(ref _commits);
            }
        }
        catch (PostgresException exception) when (exception.SqlState == PostgresErrorCodes.DeadlockDetected)
        {
            // One more rollback, which is what disposing does.
        }
    }

    /// <summary>A shutdown, a server that starts, one that only reads, a connection that broke; the rest is a mistake in here.</summary>
    private static bool IsOfTheServer(string state) =>
        state.StartsWith("57P", StringComparison.Ordinal) || state.StartsWith("08", StringComparison.Ordinal) || state == PostgresErrorCodes.ReadOnlySqlTransaction;
}
