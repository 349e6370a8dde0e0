using Npgsql;

namespace PgCdc.Sdk.FailoverHost.Writing;

/// <summary>One transaction being written: it knows its name and counts the changes that will stay.</summary>
internal sealed class TransactionScript(NpgsqlConnection connection, Guid tx)
{
    private int _changes;

    /// <summary>One thing done to one row; see the function <c>change</c>.</summary>
    public Task ChangeAsync(string operation, string kind, (long A, long B) key, (long A, long B) to = default) =>
        CountAsync("SELECT change($2, $3, $1, $4, $5, $6, $7)", operation, kind, key.A, key.B, to.A, to.B);

    /// <summary>A statement whose result is a number of changes. Its first parameter is the transaction's name.</summary>
    public async Task CountAsync(string sql, params object[] parameters) => _changes += await ScalarAsync(sql, parameters);

    /// <summary>A statement that counts as so many changes.</summary>
    public async Task ExecuteAsync(string sql, int changes)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
        _changes += changes;
    }

    /// <summary>Does something that is undone, or kept, as a subtransaction.</summary>
    public async Task InSavepointAsync(Func<Task> work, bool isUndone)
    {
        var before = _changes;
        await ExecuteAsync("SAVEPOINT part", 0);
        await work();
        await ExecuteAsync(isUndone ? "ROLLBACK TO part" : "RELEASE part", 0);
        if (isUndone)
        {
            _changes = before;
        }
    }

    /// <summary>The last statement: the transaction says who it is and how much there is of it.</summary>
    public async Task MarkAsync()
    {
        await using var command = new NpgsqlCommand("INSERT INTO marker (tx, changes) VALUES ($1, $2)", connection)
        {
            Parameters = { new() { Value = tx }, new() { Value = _changes } },
        };
        await command.ExecuteNonQueryAsync();
    }

    private async Task<int> ScalarAsync(string sql, object[] parameters)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 120 };
        command.Parameters.AddWithValue(tx);
        foreach (var parameter in parameters)
        {
            command.Parameters.AddWithValue(parameter);
        }

        return Convert.ToInt32(await command.ExecuteScalarAsync(), System.Globalization.CultureInfo.InvariantCulture);
    }
}
