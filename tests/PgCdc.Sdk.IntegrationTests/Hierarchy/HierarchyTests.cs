using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Npgsql;
using PgCdc.Sdk.IntegrationTests.Infrastructure;

namespace PgCdc.Sdk.IntegrationTests.Hierarchy;

/// <summary>Classes that derive from captured ones: a row reaches the handlers of its class and of each base, as an instance of its class.</summary>
[Trait("Needs", "Postgres")]
public sealed class HierarchyTests(ServerFixture server)
{
    private static readonly string[] Expected =
    [
        "Stream Animal insert Dog Rex 3",
        "Stream Dog insert Dog Rex 3",
        "Stream Animal insert Cat Tom 0.5",
        "Stream Animal insert Puppy Bit 0 ball",
        "Stream Dog insert Puppy Bit 0 ball",
        "Log Animal update from Rex to Dog Max 3",
        "Log Dog update from Rex to Dog Max 3",
        "Log Animal delete Cat Tom 0.5",
        "Stream Animal update from Bit to Puppy Byte 1 ball",
        "Stream Dog update from Bit to Puppy Byte 1 ball",
        "Stream Animal delete Puppy Byte 1 ball",
        "Stream Dog delete Puppy Byte 1 ball",
    ];

    [Fact]
    public async Task A_table_per_hierarchy_is_read_as_the_classes_of_its_rows() => Assert.Equal(Expected, await SeenAsync<TphContext>("tph"));

    [Fact]
    public async Task A_discriminator_may_be_a_number() => Assert.Equal(Expected, await SeenAsync<NumberedContext>("numbered"));

    [Fact]
    public async Task A_table_per_concrete_class_streams_to_the_handlers_of_that_class() => Assert.Equal(
        [
            "Stream Dog insert Dog Rex 3",
            "Log Dog update from Rex to Dog Max 3",
        ],
        await SeenAsync<TpcContext>("tpc"));

    [Fact]
    public async Task A_discriminator_that_the_model_does_not_know_is_a_stop_before_the_row()
    {
        var (source, slot) = await CreateAsync<TphContext>("unknown");
        await using var owned = source;
        using var host = await StartAsync<TphContext>(source, slot);
        await ExecuteAsync(source, "INSERT INTO \"Animals\" (\"Name\", \"Discriminator\") VALUES ('Nemo', 'Fish')");
        var monitor = host.Services.GetRequiredService<IPgCdcMonitor>();

        await monitor.WaitForAsync(PgCdcState.Faulted, Deadline.Token());

        Assert.Contains("\"Discriminator\" of public.Animals", Assert.IsType<DecodeException>(monitor.Fault).Message, StringComparison.Ordinal);
        await host.StopAsync(TestContext.Current.CancellationToken);
        await ExecuteAsync(source, $"SELECT pg_drop_replication_slot('{slot}')");
    }

    [Fact]
    public async Task Deletes_of_a_derived_class_need_what_tells_the_class()
    {
        var (source, slot) = await CreateAsync<TphContext>("keyed");
        await using var owned = source;
        using var host = await StartAsync<TphContext>(source, slot);
        // Before, it would be refused at the start.
        await ExecuteAsync(source, "ALTER TABLE \"Animals\" REPLICA IDENTITY DEFAULT");
        await WriteAsync<TphContext>(source, static context => context.Add(new Dog { Name = "Rex" }));
        var monitor = host.Services.GetRequiredService<IPgCdcMonitor>();

        await monitor.WaitForAsync(PgCdcState.Faulted, Deadline.Token());

        Assert.Contains("a handler waits for deletes of Dog", Assert.IsType<BindException>(monitor.Fault).Message, StringComparison.Ordinal);
        await host.StopAsync(TestContext.Current.CancellationToken);
        await ExecuteAsync(source, $"SELECT pg_drop_replication_slot('{slot}')");
    }

    private async Task<string[]> SeenAsync<TContext>(string name)
        where TContext : AnimalContext
    {
        var (source, slot) = await CreateAsync<TContext>(name);
        await using var owned = source;
        using (var host = await StartAsync<TContext>(source, slot))
        {
            foreach (Animal animal in (Animal[])[new Dog { Name = "Rex", Tricks = 3 }, new Cat { Name = "Tom", Purring = 0.5 }, new Puppy { Name = "Bit", Toy = "ball" }])
            {
                await WriteAsync<TContext>(source, context => context.Add(animal));
            }

            await StopAsync(host, source);
        }

        await ExecuteAsync(source, $"SELECT pg_drop_replication_slot('{slot}')");
        await WriteAsync<TContext>(source, static context => context.Set<Dog>().Single(static dog => dog.Name == "Rex").Name = "Max");
        await WriteAsync<TContext>(source, static context => context.Remove(context.Set<Cat>().Single()));
        using (var host = await StartAsync<TContext>(source, slot))
        {
            await WriteAsync<TContext>(source, static context =>
            {
                var puppy = context.Set<Puppy>().Single();
                (puppy.Name, puppy.Tricks) = ("Byte", 1);
            });
            await WriteAsync<TContext>(source, static context => context.Remove(context.Set<Puppy>().Single()));
            await StopAsync(host, source);
        }

        await ExecuteAsync(source, $"SELECT pg_drop_replication_slot('{slot}')");
        await using var command = source.CreateCommand("SELECT array_agg(\"Origin\" || ' ' || \"Value\" ORDER BY \"Id\") FROM seen");
        return (string[])(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken))!;
    }

    private async Task<(NpgsqlDataSource Source, string Slot)> CreateAsync<TContext>(string name)
        where TContext : AnimalContext
    {
        var source = NpgsqlDataSource.Create(
            await server.Server.CreateDatabaseAsync($"{name}_{Environment.ProcessId}", TestContext.Current.CancellationToken) + ";Persist Security Info=true");
        await using var context = Open<TContext>(source);
        await context.Database.EnsureCreatedAsync(TestContext.Current.CancellationToken);
        return (source, $"{name}_{Environment.ProcessId}");
    }

    private static TContext Open<TContext>(NpgsqlDataSource source)
        where TContext : AnimalContext =>
        (TContext)Activator.CreateInstance(typeof(TContext), new DbContextOptionsBuilder<TContext>().UseNpgsql(source).UsePgCdc().Options)!;

    private static async Task WriteAsync<TContext>(NpgsqlDataSource source, Action<TContext> write)
        where TContext : AnimalContext
    {
        await using var context = Open<TContext>(source);
        write(context);
        await context.SaveChangesAsync(TestContext.Current.CancellationToken);
    }

    private static async Task<IHost> StartAsync<TContext>(NpgsqlDataSource source, string slot)
        where TContext : AnimalContext
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Services.Configure<HostOptions>(static host => host.BackgroundServiceExceptionBehavior = BackgroundServiceExceptionBehavior.Ignore);
        builder.Services.AddDbContext<TContext>(context => context.UseNpgsql(source).UsePgCdc());
        builder.Services.AddScoped<AnimalContext>(static provider => provider.GetRequiredService<TContext>());
        builder.Services.AddPgCdc("animals", cdc =>
        {
            cdc.StreamFrom(source).CheckpointTo<TContext>().Configure(options => options.SlotName = slot);
            if (typeof(TContext) == typeof(TpcContext))
            {
                // The abstract base has no table there.
                cdc.AddEntity(DogDecoder.Instance).AddHandler<Dog, AnimalHandler<Dog>>();
                return;
            }

            cdc.AddEntity(CatDecoder.Instance).AddEntity(PuppyDecoder.Instance).AddEntity(DogDecoder.Instance).AddEntity(AnimalDecoder.Instance);
            cdc.AddHandler<Dog, AnimalHandler<Dog>>().AddHandler<Animal, AnimalHandler<Animal>>();
        });
        var host = builder.Build();
        await host.StartAsync(TestContext.Current.CancellationToken);
        await host.Services.GetRequiredService<IPgCdcMonitor>().WaitForAsync(PgCdcState.Streaming, Deadline.Token());
        return host;
    }

    private static async Task StopAsync(IHost host, NpgsqlDataSource source)
    {
        await using var command = source.CreateCommand("SELECT pg_current_wal_flush_lsn()::text");
        var position = Lsn.Parse((string)(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken))!);
        await host.Services.GetRequiredService<IPgCdcMonitor>().WaitForAsync(position, Deadline.Token());
        await host.StopAsync(TestContext.Current.CancellationToken);
    }

    private static async Task ExecuteAsync(NpgsqlDataSource source, string sql)
    {
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }
}
