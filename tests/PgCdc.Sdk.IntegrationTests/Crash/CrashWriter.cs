using Npgsql;

namespace PgCdc.Sdk.IntegrationTests.Crash;

/// <summary>
/// Writes as long as it is let: transactions of a few statements that stay open across those of other writers, many rows at once, keys
/// that change, savepoints, rollbacks. A conflict with another writer is one more rollback.
/// </summary>
internal sealed class CrashWriter(NpgsqlDataSource source, int seed)
{
    private readonly Random _random = new(seed);

    public int Commits { get; private set; }

    public int Rollbacks { get; private set; }

    public async Task RunAsync(CancellationToken stop)
    {
        // Work in hand is finished: a statement that was cancelled would leave open whether it counts.
        while (!stop.IsCancellationRequested)
        {
            await using var connection = await source.OpenConnectionAsync(CancellationToken.None);
            await using var transaction = await connection.BeginTransactionAsync(CancellationToken.None);
            try
            {
                await WriteAsync(connection);
                if (_random.Next(8) == 0)
                {
                    await transaction.RollbackAsync(CancellationToken.None);
                    Rollbacks++;
                }
                else
                {
                    await transaction.CommitAsync(CancellationToken.None);
                    Commits++;
                }
            }
            catch (PostgresException exception) when (exception.SqlState is PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.UniqueViolation)
            {
                Rollbacks++;
            }

            // The pace: fast enough that something is always open, slow enough that the handlers keep up.
            await Task.Delay(_random.Next(50, 250), CancellationToken.None);
        }
    }

    private async Task WriteAsync(NpgsqlConnection connection)
    {
        for (var statements = _random.Next(1, 5); statements > 0; statements--)
        {
            var isUndone = _random.Next(10) == 0;
            await ExecuteAsync(connection, isUndone ? $"SAVEPOINT s; {Statement()}; ROLLBACK TO s" : Statement());
            await Task.Delay(_random.Next(0, 10), CancellationToken.None);
        }
    }

    private string Statement() => _random.Next(40) switch
    {
        < 12 =>
            $"""
            INSERT INTO entries (id, text, version, body)
            SELECT nextval('entry_ids'), md5(random()::text), 0,
                   CASE WHEN random() < 0.1 THEN (SELECT string_agg(md5(random()::text || row || part), '') FROM generate_series(1, 400) AS part) END
            FROM generate_series(1, {_random.Next(1, 8)}) AS row
            """,
        < 18 => $"UPDATE entries SET version = version + 1 WHERE id IN (SELECT id FROM entries ORDER BY random() LIMIT {_random.Next(1, 6)})",
        < 21 => $"UPDATE entries SET id = nextval('entry_ids'), text = md5(text) WHERE id IN (SELECT id FROM entries ORDER BY random() LIMIT {_random.Next(1, 4)})",
        < 25 => $"DELETE FROM entries WHERE id IN (SELECT id FROM entries ORDER BY random() LIMIT {_random.Next(1, 8)})",
        < 31 =>
            $"""
            INSERT INTO stock (shelf, place, quantity, label) SELECT {_random.Next(6)}, place, {_random.Next(100)}, md5(random()::text)
            FROM generate_series({_random.Next(10)}, {_random.Next(10, 14)}) AS place
            ON CONFLICT (shelf, place) DO UPDATE SET quantity = stock.quantity + excluded.quantity
            """,
        < 34 => $"UPDATE stock SET quantity = quantity - 1 WHERE shelf = {_random.Next(6)}",
        < 36 => $"UPDATE stock SET place = place + 100 WHERE shelf = {_random.Next(6)} AND place = {_random.Next(14)}",
        < 39 => $"DELETE FROM stock WHERE shelf = {_random.Next(6)} AND place % 3 = {_random.Next(3)}",
        _ => _random.Next(4) == 0 ? "TRUNCATE entries" : "TRUNCATE stock",
    };

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(CancellationToken.None);
    }
}
