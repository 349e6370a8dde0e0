using System.Globalization;
using Npgsql;
using PgCdc.Sdk.CaptureCost;
using PgCdc.Sdk.Testing;

// What capturing costs the writer: times with capture divided by times without, on a server of its own with fsync on.
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
var rounds = args.FirstOrDefault(arg => arg != "bare") is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : 7;
// The captured table has a primary key and, as most have, an index more; the barer a table is, the more capturing weighs.
var indexed = !args.Contains("bare");

await using var server = await PostgresServer.StartAsync(new PostgresServerOptions
{
    Fsync = true,
    Settings = new Dictionary<string, string> { ["shared_buffers"] = "256MB", ["max_wal_size"] = "8GB", ["checkpoint_timeout"] = "1h", ["autovacuum"] = "off" },
});
var connectionString = await server.CreateDatabaseAsync("cost");
await using (var context = new CostContext(connectionString, indexed))
{
    await context.Database.EnsureCreatedAsync();
}

await using var connection = new NpgsqlConnection(connectionString);
await connection.OpenAsync();
var workload = new Workload(connection);
string[] tables = [CostContext.Plain, CostContext.Published, CostContext.Logged, CostContext.Full];
string[] statements = [Workload.BulkInsert, Workload.BulkUpdate, Workload.BulkDelete, Workload.SingleInsert, Workload.SingleUpdate];
var series = new Series();

// The first round warms files and caches up, and is thrown away; every other one goes the other way round.
for (var round = 0; round <= rounds; round++)
{
    foreach (var table in round % 2 == 0 ? tables : tables.Reverse())
    {
        void Add(string statement, Sample sample)
        {
            if (round > 0)
            {
                series.Add(table, statement, sample);
            }
        }

        await workload.BulkAsync(table, Add);
        await workload.SingleAsync(table, Add);
    }
}

Console.WriteLine($"PostgreSQL {server.Version}, {Environment.ProcessorCount} cores, fsync on, {(indexed ? "one index besides the key" : "no index besides the key")}, median of {rounds} rounds");
Console.WriteLine($"{"",-14} {"plain ms",9} {"published",10} {"logged",10} {"full",10}   {"WAL bytes a row: plain",22} {"published",10} {"logged",10} {"full",10}");
foreach (var statement in statements)
{
    var rows = statement.EndsWith("bulk", StringComparison.Ordinal) ? Workload.BulkRows : Workload.SingleRows;
    Console.WriteLine(
        $"{statement,-14} {series.Median(CostContext.Plain, statement),9:0} {series.Ratio(CostContext.Published, statement),9:0.00}x {series.Ratio(CostContext.Logged, statement),9:0.00}x {series.Ratio(CostContext.Full, statement),9:0.00}x"
        + $"   {series.WalBytes(CostContext.Plain, statement) / rows,22:0} {series.WalBytes(CostContext.Published, statement) / rows,10:0} {series.WalBytes(CostContext.Logged, statement) / rows,10:0} {series.WalBytes(CostContext.Full, statement) / rows,10:0}");
}

foreach (var statement in statements)
{
    var bulk = statement.EndsWith("bulk", StringComparison.Ordinal);
    var rows = bulk ? Workload.BulkRows : Workload.SingleRows;
    // Of bulk statements the time, of single ones the throughput.
    Console.WriteLine($"capture_{statement}={(bulk ? series.Ratio(CostContext.Logged, statement) : 1 / series.Ratio(CostContext.Logged, statement)):0.00}");
    Console.WriteLine($"capture_{statement}_full={(bulk ? series.Ratio(CostContext.Full, statement) : 1 / series.Ratio(CostContext.Full, statement)):0.00}");
    Console.WriteLine($"wal_{statement}_without={series.WalBytes(CostContext.Plain, statement) / rows:0}");
    Console.WriteLine($"wal_{statement}_with={series.WalBytes(CostContext.Logged, statement) / rows:0}");
}

var latency = await PurgeLatency.MeasureAsync(connectionString, rounds);
foreach (var (name, values) in new[] { ("quiet", latency.Quiet), ("purging", latency.Purged) })
{
    Console.WriteLine($"insert_latency_{name}_p50_ms={Series.Percentile(values, 0.5):0.000}");
    Console.WriteLine($"insert_latency_{name}_p99_ms={Series.Percentile(values, 0.99):0.000}");
    Console.WriteLine($"insert_latency_{name}_max_ms={values.Max():0.000}");
}

Console.WriteLine($"purges={latency.Purges}");
Console.WriteLine($"purged_bytes={latency.FreedBytes}");
