using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Npgsql;
using PgCdc.Sdk.IntegrationTests.Infrastructure;

namespace PgCdc.Sdk.IntegrationTests.Schema;

/// <summary>Names with quotes, dots, spaces, upper case, symbols: through the migrations, the stream and the log.</summary>
[Trait("Needs", "Postgres")]
public sealed class NameTests(ServerFixture server)
{
    private const string Table = "\"Sch.ema 'of' \"\"quotes\"\"\".\"x\"\"; DROP TABLE seen; -- 🙂\"";

    [Fact]
    public async Task Names_that_need_quoting_stream_and_come_from_the_log()
    {
        var connectionString = await server.Server.CreateDatabaseAsync($"odd_{Environment.ProcessId}", TestContext.Current.CancellationToken);
        await using var source = NpgsqlDataSource.Create(connectionString);
        await using (var context = new OddityContext(new DbContextOptionsBuilder<OddityContext>().UseNpgsql(connectionString).UsePgCdc().Options))
        {
            await context.Database.EnsureCreatedAsync(TestContext.Current.CancellationToken);
        }

        var slot = $"odd_{Environment.ProcessId}";
        var seen = new List<string>();
        await RunAsync(connectionString, slot, seen, source, $"INSERT INTO {Table} VALUES (1, 'XL', 5)");
        await ExecuteAsync(source, $"UPDATE {Table} SET \"größe 📏 in $1\" = 'S', \"The \"\"Key\"\".of it\" = 2; DELETE FROM {Table}");
        await ExecuteAsync(source, $"SELECT pg_drop_replication_slot('{slot}')");
        await RunAsync(connectionString, slot, seen, source, $"INSERT INTO {Table} VALUES (3, NULL, 7)");

        Assert.Equal(["Stream insert 1 XL 5", "Log update 2 S 5 was OddityKey { Key = 1 }", "Log delete OddityKey { Key = 2 }", "Stream insert 3  7"], seen);
        await ExecuteAsync(source, $"SELECT pg_drop_replication_slot('{slot}')");
    }

    private static async Task RunAsync(string connectionString, string slot, List<string> seen, NpgsqlDataSource source, string sql)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Services.AddSingleton(seen);
        builder.Services.AddDbContext<OddityContext>(context => context.UseNpgsql(connectionString).UsePgCdc());
        builder.Services.AddPgCdc("odd", cdc => cdc
            .StreamFrom(connectionString)
            .CheckpointTo<OddityContext>()
            .AddEntity(OddityDecoder.Instance)
            .AddHandler<Oddity, OddityHandler>()
            .Configure(options => options.SlotName = slot));
        using var host = builder.Build();
        await host.StartAsync(TestContext.Current.CancellationToken);
        var monitor = host.Services.GetRequiredService<IPgCdcMonitor>();
        await monitor.WaitForAsync(PgCdcState.Streaming, Deadline.Token());
        await ExecuteAsync(source, sql);
        await using var command = source.CreateCommand("SELECT pg_current_wal_flush_lsn()::text");
        await monitor.WaitForAsync(Lsn.Parse((string)(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken))!), Deadline.Token());
        await host.StopAsync(TestContext.Current.CancellationToken);
    }

    private static async Task ExecuteAsync(NpgsqlDataSource source, string sql)
    {
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }

    internal sealed class OddityHandler(List<string> seen) : IOnOddityInsert, IOnOddityUpdate, IOnOddityDelete
    {
        public ValueTask OnInsertAsync(OddityInsert change, CancellationToken cancellationToken) =>
            Add($"{change.Context.Origin} insert {change.Row.Key} {change.Row.Size} {change.Row.Select}");

        public ValueTask OnUpdateAsync(OddityUpdate change, CancellationToken cancellationToken) =>
            Add($"{change.Context.Origin} update {change.After.Key} {(change.NotSent.Size ? "unsent" : change.After.Size)} {change.After.Select} was {change.OldKey}");

        public ValueTask OnDeleteAsync(OddityDelete change, CancellationToken cancellationToken) => Add($"{change.Context.Origin} delete {change.Key}");

        private ValueTask Add(string line)
        {
            seen.Add(line);
            return ValueTask.CompletedTask;
        }
    }
}
