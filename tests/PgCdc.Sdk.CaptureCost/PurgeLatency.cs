using Npgsql;

namespace PgCdc.Sdk.CaptureCost;

/// <summary>What a writer notices of a log that is purged all the time: every round some hundred inserts, with and without.</summary>
internal static class PurgeLatency
{
    public static async Task<(List<double> Quiet, List<double> Purged, int Purges, long FreedBytes)> MeasureAsync(string connectionString, int rounds)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        var workload = new Workload(connection);
        await workload.EmptyAsync(CostContext.Logged);
        List<double> quiet = [], purged = [];
        var purges = 0;
        var freed = 0L;
        for (var round = 0; round < rounds; round++)
        {
            await workload.EachAsync(Workload.InsertOne(CostContext.Logged), quiet, 2 * round * Workload.SingleRows);
            using var enough = new CancellationTokenSource();
            var purging = Task.Run(() => PurgeUntilAsync(connectionString, enough.Token));
            await workload.EachAsync(Workload.InsertOne(CostContext.Logged), purged, (2 * round + 1) * Workload.SingleRows);
            await enough.CancelAsync();
            var (count, bytes) = await purging;
            purges += count;
            freed += bytes;
        }

        return (quiet, purged, purges, freed);
    }

    private static async Task<(int Purges, long FreedBytes)> PurgeUntilAsync(string connectionString, CancellationToken enough)
    {
        var purges = 0;
        var freed = 0L;
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync(CancellationToken.None);
        await using var command = new NpgsqlCommand("SELECT freed_bytes FROM pgcdc.purge_log()", connection);
        // Twenty times a second, far more often than anybody would.
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        try
        {
            while (await timer.WaitForNextTickAsync(enough))
            {
                freed += (long)(await command.ExecuteScalarAsync(CancellationToken.None))!;
                purges++;
            }
        }
        catch (OperationCanceledException)
        {
            // That is how it ends.
        }

        return (purges, freed);
    }
}
