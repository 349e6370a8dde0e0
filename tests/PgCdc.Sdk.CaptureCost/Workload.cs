using System.Diagnostics;
using System.Globalization;
using Npgsql;

namespace PgCdc.Sdk.CaptureCost;

/// <summary>The statements that are measured, on one connection of one client.</summary>
internal sealed class Workload(NpgsqlConnection connection)
{
    public const int BulkRows = 200_000;
    public const int SingleRows = 500;
    public const string BulkInsert = "insert_bulk";
    public const string BulkUpdate = "update_bulk";
    public const string BulkDelete = "delete_bulk";
    public const string SingleInsert = "insert_single";
    public const string SingleUpdate = "update_single";

    private const string Columns = "id, customer_id, status, note, amount, placed_at";
    private const string Row = "i, i % 1000, 'placed', 'note number ' || i, i % 10000 / 100.0, '2026-01-01'::timestamptz + i * interval '1 s'";

    public async Task BulkAsync(string table, Action<string, Sample> add)
    {
        await EmptyAsync(table);
        add(BulkInsert, await MeasureAsync($"INSERT INTO {table} ({Columns}) SELECT {Row} FROM generate_series(1, {BulkRows}) i"));
        add(BulkUpdate, await MeasureAsync($"UPDATE {table} SET status = 'shipped'"));
        add(BulkDelete, await MeasureAsync($"DELETE FROM {table}"));
    }

    public async Task SingleAsync(string table, Action<string, Sample> add)
    {
        await EmptyAsync(table);
        add(SingleInsert, await EachAsync(InsertOne(table), null));
        add(SingleUpdate, await EachAsync($"UPDATE {table} SET status = 'shipped' WHERE id = $1", null));
    }

    /// <summary>As many autocommitted statements of one row as <see cref="SingleRows"/> says.</summary>
    public async Task<Sample> EachAsync(string sql, List<double>? latencies, int first = 0)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        var id = new NpgsqlParameter<int>();
        command.Parameters.Add(id);
        await command.PrepareAsync();
        var before = await WalAsync();
        var start = Stopwatch.GetTimestamp();
        for (var i = 1; i <= SingleRows; i++)
        {
            id.TypedValue = first + i;
            var one = Stopwatch.GetTimestamp();
            await command.ExecuteNonQueryAsync();
            latencies?.Add(Stopwatch.GetElapsedTime(one).TotalMilliseconds);
        }

        return new Sample(Stopwatch.GetElapsedTime(start).TotalMilliseconds, await WalAsync() - before);
    }

    public static string InsertOne(string table) => $"INSERT INTO {table} ({Columns}) SELECT {Row} FROM (VALUES ($1)) r (i)";

    /// <summary>Table and log begin empty, and no checkpoint falls into what is measured.</summary>
    public async Task EmptyAsync(string table)
    {
        await ExecuteAsync($"TRUNCATE {table}");
        if (table is CostContext.Logged or CostContext.Full)
        {
            await ExecuteAsync($"TRUNCATE pgcdc.log_public_{table}");
        }

        await ExecuteAsync("CHECKPOINT");
    }

    private async Task<Sample> MeasureAsync(string sql)
    {
        var before = await WalAsync();
        var start = Stopwatch.GetTimestamp();
        await ExecuteAsync(sql);

        return new Sample(Stopwatch.GetElapsedTime(start).TotalMilliseconds, await WalAsync() - before);
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 600 };
        await command.ExecuteNonQueryAsync();
    }

    private async Task<double> WalAsync()
    {
        await using var command = new NpgsqlCommand("SELECT (pg_current_wal_insert_lsn() - '0/0')::float8", connection);

        return Convert.ToDouble(await command.ExecuteScalarAsync(), CultureInfo.InvariantCulture);
    }
}
