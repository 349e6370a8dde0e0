using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using NpgsqlTypes;
using PgCdc.Sdk.Binding;
using PgCdc.Sdk.Decoding;

namespace PgCdc.Sdk.EntityFrameworkCore.Tests;

/// <summary>What the integration reads from a model; no server is asked.</summary>
public sealed class ModelTests
{
    [Fact]
    public void Tables_and_columns_are_those_of_the_model()
    {
        using var services = Services(static model => model.Entity<Thing>(thing =>
        {
            thing.ToTable("things", "stock");
            thing.Property(row => row.Id).HasColumnName("thing_id");
        }));
        var table = new EfEntityTables<ThingContext>(services.GetRequiredService<IServiceScopeFactory>()).Find(typeof(Thing));

        Assert.NotNull(table);
        Assert.Equal(("stock", "things"), (table.Schema, table.Table));
        Assert.Equal("thing_id", table.Columns["Id"]);
        Assert.Equal("Kind", table.Columns["Kind"]);
    }

    [Fact]
    public void A_table_without_a_schema_is_in_public_and_an_unmapped_class_has_none()
    {
        using var services = Services(static model => model.Entity<Thing>());
        var tables = new EfEntityTables<ThingContext>(services.GetRequiredService<IServiceScopeFactory>());

        Assert.Equal("public", tables.Find(typeof(Thing))?.Schema);
        Assert.Null(tables.Find(typeof(ModelTests)));
    }

    [Fact]
    public async Task Enums_by_number_or_name_are_followed()
    {
        Assert.Empty(await ProblemsAsync(static model => model.Entity<Thing>()));
        Assert.Empty(await ProblemsAsync(static model => model.Entity<Thing>().Property(row => row.Kind).HasConversion<string>()));
    }

    [Fact]
    public async Task A_value_converter_is_followed_over_any_type_that_is_decoded()
    {
        Action<ModelBuilder> length = static model => model.Entity<Thing>().Property(row => row.Name)
            .HasConversion(static name => name.Length, static length => new string('x', length));
        Assert.Empty(await ProblemsAsync(length));

        using var services = Services(length);
        var table = new EfEntityTables<ThingContext>(services.GetRequiredService<IServiceScopeFactory>()).Find(typeof(Thing));
        var decoder = Assert.IsType<FieldDecoder<string>>(Assert.Single(table!.Decoders).Value, exactMatch: false);
        Assert.Equal(FieldDecoders.Int32.Reads, decoder.Reads);
    }

    [Fact]
    public async Task A_value_converter_to_a_type_that_no_decoder_reads_is_named()
    {
        var problem = Assert.Single(await ProblemsAsync(static model => model.Entity<Thing>().Property(row => row.Name).HasConversion(
            static name => new NpgsqlCube(name.Length), static cube => new string('x', cube.Dimensions))));
        Assert.StartsWith("Thing.Name cannot be read as the model stores it: it is stored through the value converter", problem.What, StringComparison.Ordinal);
        Assert.Contains("DecodeWith", problem.Mend, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_captured_property_that_the_model_ignores_is_named()
    {
        var problem = Assert.Single(await ProblemsAsync(static model => model.Entity<Thing>().Ignore(row => row.Name)));
        Assert.StartsWith("Thing.Name is captured", problem.What, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_that_only_the_model_knows_is_named()
    {
        var problem = Assert.Single(await ProblemsAsync(static model => model.Entity<Thing>().HasKey(row => row.Name)));
        Assert.Contains("(Name) in the model but (Id)", problem.What, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_mapped_property_that_no_decoder_reads_is_named()
    {
        var problem = Assert.Single(await ProblemsAsync(static model => model.Entity<Thing>(), captured: ["Id", "Name"]));
        Assert.StartsWith("Thing.Kind is mapped to a column", problem.What, StringComparison.Ordinal);
    }

    private static async Task<IReadOnlyList<StartupProblem>> ProblemsAsync(Action<ModelBuilder> configure, params string[] captured)
    {
        await using var services = Services(configure);
        await using var source = NpgsqlDataSource.Create("Host=localhost");
        var shape = new ThingShape(captured is [] ? ["Id", "Name", "Kind"] : captured);
        var check = new EfModelCheck<ThingContext>(services.GetRequiredService<IServiceScopeFactory>());
        return await check.CheckAsync(
            new StartupCheckContext("test", new PgCdcOptions(), source, [(shape, new EntityTable("public", "Things", new Dictionary<string, string>()))]),
            TestContext.Current.CancellationToken);
    }

    private static ServiceProvider Services(Action<ModelBuilder> configure) => new ServiceCollection()
        .AddSingleton(configure)
        // Each model is another: none may come from EF's cache.
        .AddDbContext<ThingContext>(static options => options.UseNpgsql("Host=localhost").EnableServiceProviderCaching(false))
        .BuildServiceProvider();
}
