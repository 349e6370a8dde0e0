using System.ComponentModel.DataAnnotations.Schema;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Migrations.Operations;
using PgCdc.Sdk.Migrations.Metadata;
using PgCdc.Sdk.Migrations.Schema;
using PgCdc.Sdk.Migrations.Tests.Postgres;

namespace PgCdc.Sdk.Migrations.Tests.Metadata;

/// <summary>From marks to what models say, without a server.</summary>
public sealed class CaptureModelTests
{
    [CaptureChanges(
        Operations = ChangeOperations.Insert | ChangeOperations.Delete,
        LogReplicatedChanges = false,
        Exclude = [nameof(Secret)])]
    private sealed class Marked
    {
        public int Id { get; set; }

        public string? Secret { get; set; }

        public int? Doubled { get; set; }
    }

    [Table("Marked")]
    private sealed class Unmarked
    {
        public int Id { get; set; }

        public string? Secret { get; set; }

        public int? Doubled { get; set; }
    }

    [Fact]
    public void The_attribute_and_the_fluent_form_are_equal()
    {
        var byAttribute = Design(model => model.Entity<Marked>().ToTable("Marked"));
        var byFluent = Design(model => model.Entity<Unmarked>().CaptureChanges(capture => capture
            .Operations(ChangeOperations.Delete | ChangeOperations.Insert)
            .WithoutReplicatedChanges()
            .Exclude(x => x.Secret)));

        Assert.Equal(Assert.Single(byAttribute), Assert.Single(byFluent));
    }

    [Fact]
    public void The_fluent_form_starts_from_the_attribute()
    {
        var spec = Assert.Single(Design(model => model.Entity<Marked>().CaptureChanges(capture => capture.WithoutLog())));

        Assert.Null(spec.LogTable);
        Assert.True(spec.Columns.Single(column => column.Name == "Secret").IsExcluded);
    }

    [Fact]
    public void The_fluent_form_can_switch_the_attribute_off()
    {
        using var context = ModelContext.Offline(model => model.Entity<Marked>().CaptureChanges(false));
        var model = context.GetService<IDesignTimeModel>().Model;

        Assert.Empty(model.GetCaptures());
        Assert.DoesNotContain(model.GetAnnotations(), annotation => annotation.Name.StartsWith("PgCdc", StringComparison.Ordinal));
        Assert.Null(model.FindEntityType(typeof(Marked))!.FindAnnotation(PgCdcAnnotationNames.Capture));
        Assert.Null(model.FindEntityType(typeof(ConsumerCheckpoint)));
    }

    [Fact]
    public void The_runtime_model_tells_what_the_design_time_model_tells()
    {
        using var context = ModelContext.Offline(model => model.Entity<Marked>().Property(x => x.Doubled).HasComputedColumnSql("1", stored: true));

        var runtime = context.Model.FindEntityType(typeof(Marked))!.GetCapture();

        Assert.Equal(context.GetService<IDesignTimeModel>().Model.FindEntityType(typeof(Marked))!.GetCapture(), runtime);
        Assert.Equal(ColumnGeneration.Stored, runtime!.Columns.Single(column => column.Name == "Doubled").Generation);
        Assert.Equal("pgcdc", context.Model.GetPgCdcPublication());
        Assert.True(context.Model.HasPgCdcCheckpoints());
        Assert.Null(context.Model.FindEntityType(typeof(ConsumerCheckpoint))!.GetCapture());
    }

    [Fact]
    public void The_key_comes_first_and_the_other_columns_follow_by_name()
    {
        var spec = Assert.Single(Design(model => model.Entity("E", entity =>
        {
            entity.ToTable("e");
            entity.Column<int>("b");
            entity.Column<int>("z");
            entity.Column<int>("a");
            entity.HasKey("z", "b");
            entity.CaptureChanges();
        })));

        Assert.Equal(["z", "b", "a"], spec.Columns.Select(column => column.Name));
        Assert.Equal(["z", "b"], spec.OldColumns.Select(column => column.Name));
    }

    [Fact]
    public void An_owned_type_in_the_tables_row_is_captured_and_can_be_excluded_whole()
    {
        var spec = Assert.Single(Design(model =>
        {
            model.Entity<Customer>().OwnsOne(customer => customer.Home);
            model.Entity<Customer>().OwnsOne(customer => customer.Work, work => work.ToJson("work"));
            model.Entity<Customer>().ComplexProperty(customer => customer.Shop);
            model.Entity<Customer>().CaptureChanges(capture => capture.Exclude(x => x.Home).Exclude("Work", "Shop"));
        }));

        Assert.Equal(["Home_Street", "Shop_Street", "work"], spec.Columns.Where(column => column.IsExcluded).Select(column => column.Name).Order(StringComparer.Ordinal));
        Assert.Equal(["Id", "Name"], spec.LoggedColumns.Select(column => column.Name));
    }

    [Fact]
    public void A_hierarchy_in_one_table_is_captured_with_every_column()
    {
        var spec = Assert.Single(Design(model =>
        {
            model.Entity<Animal>().ToTable("animals").CaptureChanges();
            model.Entity<Dog>();
        }));

        Assert.Equal(["Id", "Discriminator", "Tricks"], spec.Columns.Select(column => column.Name));
    }

    [Fact]
    public void A_serial_column_is_logged_as_the_number_it_is()
        => Assert.Equal("bigint", Assert.Single(Design(Models.Orders(null, entity => entity.Property<int>("Id").HasColumnType("bigserial")))).Columns[0].StoreType);

    [Fact]
    public void A_long_name_is_cut_to_what_the_server_keeps_and_stays_its_own()
    {
        var name = new string('x', 61);
        var specs = Design(model =>
        {
            foreach (var table in new[] { name + "1", name + "2" })
            {
                model.Entity(table, entity =>
                {
                    Models.Table(entity, table);
                    entity.CaptureChanges();
                });
            }
        });

        Assert.Equal(2, specs.Select(spec => spec.LogTable).Distinct().Count());
        Assert.All(specs, spec => Assert.True(spec.LogTable!.Length <= 63 && spec.FunctionName!.Length <= 63));
    }

    /// <summary>Trap 1: EF builds a model of the migrations history table with the same conventions.</summary>
    [Fact]
    public void The_history_table_gets_nothing_of_ours()
    {
        using var context = ModelContext.Offline(_ => { }, options => options.StoreCheckpoints());

        var script = context.GetService<IHistoryRepository>().GetCreateScript();

        Assert.Contains("__EFMigrationsHistory", script, StringComparison.Ordinal);
        Assert.DoesNotContain("pgcdc", script, StringComparison.Ordinal);
    }

    [Fact]
    public void A_context_that_captures_nothing_has_nothing_of_ours()
    {
        using var context = ModelContext.Offline(model => model.Entity("E", entity => Models.Table(entity, "e")));

        Assert.Equal(["CreateTableOperation"], Scaffold(context).Select(operation => operation.GetType().Name));
    }

    [Fact]
    public void A_table_of_another_contexts_migrations_is_known_and_not_installed()
    {
        using var context = ModelContext.Offline(Models.Orders(null, entity => entity.ToTable("orders", table => table.ExcludeFromMigrations())));

        Assert.Empty(Scaffold(context));
        Assert.Equal("log_public_orders", Assert.Single(context.Model.GetCaptures()).LogTable);
        Assert.Equal("pgcdc", context.Model.GetPgCdcPublication());
    }

    [Fact]
    public void Log_tables_are_no_entities_and_a_migration_has_no_sql_of_ours()
    {
        using var context = ModelContext.Offline(Models.Orders());
        var operations = Scaffold(context);

        Assert.DoesNotContain(operations, operation => operation is SqlOperation);
        Assert.Equal(
            ["checkpoint", "checkpoint_base", "handled", "orders"],
            operations.OfType<CreateTableOperation>().Select(create => create.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Rules_of_the_users_context_do_not_reach_the_checkpoint_tables()
    {
        using var context = ModelContext.Offline(
            model =>
            {
                model.HasDefaultSchema("shop");
                Models.Orders()(model);
            },
            conventions: conventions =>
            {
                conventions.Properties<string>().HaveMaxLength(10).AreUnicode(false).UseCollation("C");
                conventions.Properties<CheckpointState>().HaveConversion<string>();
                conventions.Properties<DateTimeOffset>().HaveConversion<string>();
                conventions.Properties<long[]>().HaveColumnType("jsonb");
            });

        var tables = Scaffold(context).OfType<CreateTableOperation>().Where(create => create.Schema == "pgcdc").ToList();

        Assert.Equal(3, tables.Count);
        Assert.All(
            tables.SelectMany(table => table.Columns),
            column => Assert.Contains(column.ColumnType, (string?[])["text", "integer", "bigint", "bigint[]", "pg_lsn", "timestamp with time zone", "timestamp with time zone[]"]));
        Assert.All(tables.SelectMany(table => table.Columns), column => Assert.Null(column.Collation));
    }

    private sealed class Customer
    {
        public int Id { get; set; }

        public string? Name { get; set; }

        public Address? Home { get; set; }

        public Address? Work { get; set; }

        public Place Shop { get; set; } = new();
    }

    private sealed class Address
    {
        public string? Street { get; set; }
    }

    private sealed class Place
    {
        public string? Street { get; set; }
    }

    private class Animal
    {
        public int Id { get; set; }
    }

    private sealed class Dog : Animal
    {
        public string? Tricks { get; set; }
    }

    private static IReadOnlyList<CaptureSpec> Design(Action<ModelBuilder> model)
    {
        using var context = ModelContext.Offline(model);

        return context.GetService<IDesignTimeModel>().Model.GetCaptures();
    }

    private static IReadOnlyList<MigrationOperation> Scaffold(DbContext context)
        => [.. context.GetService<IMigrationsModelDiffer>()
            .GetDifferences(null, context.GetService<IDesignTimeModel>().Model.GetRelationalModel())
            .Where(operation => operation is not EnsureSchemaOperation)];
}
