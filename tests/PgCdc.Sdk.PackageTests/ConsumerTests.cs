using Npgsql;
using PgCdc.Sdk.Testing;

namespace PgCdc.Sdk.PackageTests;

[Trait("Needs", "Postgres")]
public sealed class ConsumerTests(PackedFeed feed)
{
    private const string Program =
        """
        using Microsoft.EntityFrameworkCore;
        using Microsoft.Extensions.DependencyInjection;
        using Microsoft.Extensions.Hosting;
        using PgCdc.Sdk;
        using Shop;

        var builder = Host.CreateApplicationBuilder();
        builder.Services.AddDbContext<ShopContext>(options => options.UseNpgsql(args[0]).UsePgCdc());
        builder.Services.AddPgCdc(cdc => cdc
            .StreamFrom(args[0])
            .CheckpointTo<ShopContext>()
            .Configure(options => options.SlotName = args[1])
            .AddGeneratedHandlers());
        using var host = builder.Build();
        using var deadline = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        await using var scope = host.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<ShopContext>();
        await db.Database.EnsureCreatedAsync(deadline.Token);
        await host.StartAsync(deadline.Token);
        var monitor = host.Services.GetRequiredService<IPgCdcMonitor>();
        await monitor.WaitForAsync(PgCdcState.Streaming, deadline.Token);
        db.Add(new Order { Id = 7, Status = "paid" });
        await db.SaveChangesAsync(deadline.Token);
        var position = await db.Database.SqlQuery<string>($"SELECT pg_current_wal_flush_lsn()::text AS \"Value\"").SingleAsync(deadline.Token);
        await monitor.WaitForAsync(Lsn.Parse(position, null), deadline.Token);
        var card = await db.Cards.AsNoTracking().SingleAsync(deadline.Token);
        Console.WriteLine($"handled: {card.Id} {card.Status}");
        await host.StopAsync(deadline.Token);
        return 0;

        namespace Shop
        {
            [CaptureChanges]
            public sealed class Order
            {
                public long Id { get; set; }

                public required string Status { get; set; }
            }

            public sealed class Card
            {
                public long Id { get; set; }

                public required string Status { get; set; }
            }

            public sealed class ShopContext(DbContextOptions<ShopContext> options) : DbContext(options)
            {
                public DbSet<Order> Orders => Set<Order>();

                public DbSet<Card> Cards => Set<Card>();
            }

            internal sealed class OrderProjection(ShopContext db) : IOnOrderInsert
            {
                public ValueTask OnInsertAsync(OrderInsert change, CancellationToken cancellationToken)
                {
                    db.Add(new Card { Id = change.Key.Id, Status = change.Row.Status });
                    return ValueTask.CompletedTask;
                }
            }
        }
        """;

    [Theory]
    [InlineData("TwoPackages", "PgCdc.Sdk", "PgCdc.Sdk.EntityFrameworkCore")]
    [InlineData("OnePackage", "PgCdc.Sdk.EntityFrameworkCore")]
    public async Task A_new_project_restores_builds_without_a_warning_and_sees_a_change(string name, params string[] packages)
    {
        var project = new ConsumerProject(feed, name);
        await project.WriteAsync(Program, packages);
        await project.BuildAsync();

        await using var server = await TestPostgres.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        var database = $"package_{Environment.ProcessId}_{name.ToLowerInvariant()}";
        var connectionString = await server.CreateDatabaseAsync(database, TestContext.Current.CancellationToken);
        Assert.Contains("handled: 7 paid", await project.RunAsync(connectionString, database), StringComparison.Ordinal);
        await DropSlotAsync(connectionString, database);
    }

    /// <summary>The server may be somebody's, and lets go of a slot a moment after its connection has ended.</summary>
    private static async Task DropSlotAsync(string connectionString, string slot)
    {
        await using var source = NpgsqlDataSource.Create(connectionString);
        await using var drop = source.CreateCommand("SELECT slot_name::text, pg_drop_replication_slot(slot_name) FROM pg_replication_slots WHERE slot_name = $1 AND NOT active");
        drop.Parameters.AddWithValue(slot);
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (await drop.ExecuteScalarAsync(deadline.Token) is null)
        {
            await timer.WaitForNextTickAsync(deadline.Token);
        }
    }
}
