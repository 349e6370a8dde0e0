using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Migrations.Operations;
using PgCdc.Sdk.Migrations.Tests.Postgres;

namespace PgCdc.Sdk.Migrations.Tests.Evolution;

/// <summary>A captured table changes between two rows: the log keeps the first and gets the second right, and the way back works.</summary>
[Trait("Needs", "Postgres")]
public sealed class TableEvolutionTests(PostgresFixture postgres)
{
    private static readonly Action<ModelBuilder> Orders = Models.Orders();

    [Fact]
    public async Task An_added_column_is_logged_from_then_on()
    {
        var database = await StartAsync(Orders);
        var wider = Models.Orders(null, entity => entity.Column<int?>("amount"));

        await database.MigrateAsync(Orders, wider);
        await database.ExecuteAsync("INSERT INTO orders (id, name, amount) VALUES (2, 'b', 20)");
        await database.MigrateAsync(wider, Orders);
        await database.ExecuteAsync("INSERT INTO orders VALUES (3, 'c')");

        Assert.Equal(["I id=1 name=a", "I id=2 name=b", "I id=3 name=c"], await database.LogAsync());
    }

    [Fact]
    public async Task A_column_added_with_a_default_shows_it_in_rows_that_were_logged_before()
    {
        var database = await StartAsync(Orders);
        var wider = Models.Orders(null, entity => entity.Property<string>("Status").HasColumnName("status").HasDefaultValue("it's new").IsRequired());

        await database.MigrateAsync(Orders, wider);
        await database.ExecuteAsync("INSERT INTO orders (id, name, status) VALUES (2, 'b', 'done')");

        Assert.Equal(["I id=1 name=a status=it's new", "I id=2 name=b status=done"], await database.LogAsync());
    }

    [Fact]
    public async Task A_dropped_column_leaves_the_log_and_comes_back_empty()
    {
        var wider = Models.Orders(null, entity => entity.Column<int?>("amount"));
        var database = await StartAsync(wider);

        await database.MigrateAsync(wider, Orders);
        await database.ExecuteAsync("UPDATE orders SET name = 'b'");
        await database.MigrateAsync(Orders, wider);
        await database.ExecuteAsync("UPDATE orders SET amount = 5");

        Assert.Equal(["I id=1 name=a", "U id=1 name=b old_id=1", "U id=1 name=b amount=5 old_id=1"], await database.LogAsync());
    }

    [Fact]
    public async Task A_renamed_column_is_renamed_in_the_log_with_the_values_it_had()
    {
        var database = await StartAsync(Orders);
        var renamed = Models.Orders(null, entity => entity.Property<string?>("Name").HasColumnName("title"));

        await database.MigrateAsync(Orders, renamed);
        await database.ExecuteAsync("UPDATE orders SET title = 'b'");

        Assert.Equal(["I id=1 title=a", "U id=1 title=b old_id=1"], await database.LogAsync());
        await database.MigrateAsync(renamed, Orders);
        await database.ExecuteAsync("DELETE FROM orders");
        Assert.Equal(["I id=1 name=a", "U id=1 name=b old_id=1", "D old_id=1"], await database.LogAsync());
    }

    [Fact]
    public async Task A_renamed_key_is_renamed_in_the_log_with_its_old_values()
    {
        var database = await StartAsync(Orders, "UPDATE orders SET id = 2");
        var renamed = Models.Orders(null, entity => entity.Property<int>("Id").HasColumnName("number"));

        await database.MigrateAsync(Orders, renamed);
        await database.ExecuteAsync("DELETE FROM orders");

        Assert.Equal(["I number=1 name=a", "U number=2 name=a old_number=1", "D old_number=2"], await database.LogAsync());
    }

    [Fact]
    public async Task Columns_that_swap_names_swap_them_in_the_log()
    {
        static Action<ModelBuilder> Two(string first, string second) => Models.Orders(null, entity =>
        {
            entity.Property<int?>("First").HasColumnName(first);
            entity.Property<int?>("Second").HasColumnName(second);
        });
        var database = await StartAsync(Two("a", "b"), "UPDATE orders SET a = 1, b = 2");

        await database.MigrateAsync(Two("a", "b"), Two("b", "a"), Replace(
            operation => operation is RenameColumnOperation,
            new RenameColumnOperation { Table = "orders", Name = "a", NewName = "c" },
            new RenameColumnOperation { Table = "orders", Name = "b", NewName = "a" },
            new RenameColumnOperation { Table = "orders", Name = "c", NewName = "b" }));
        await database.ExecuteAsync("UPDATE orders SET name = 'z'");

        Assert.Equal(["I id=1 name=a", "U id=1 b=1 a=2 name=a old_id=1", "U id=1 b=1 a=2 name=z old_id=1"], await database.LogAsync());
    }

    [Fact]
    public async Task A_drop_and_an_add_that_the_user_turned_into_a_rename_rename_the_log()
    {
        var before = Models.Orders(null, entity => entity.Column<string?>("old"));
        var after = Models.Orders(null, entity => entity.Column<string?>("new"));
        var database = await StartAsync(before, "UPDATE orders SET old = 'x'");

        await database.MigrateAsync(before, after, Replace(
            operation => operation is DropColumnOperation or AddColumnOperation or RenameColumnOperation,
            new RenameColumnOperation { Table = "orders", Name = "old", NewName = "new" }));
        await database.ExecuteAsync("UPDATE orders SET new = 'y'");

        Assert.Equal(["I id=1 name=a", "U id=1 name=a new=x old_id=1", "U id=1 name=a new=y old_id=1"], await database.LogAsync());
    }

    [Fact]
    public async Task A_column_dropped_and_added_under_its_name_starts_anew_in_the_log()
    {
        var before = Models.Orders(null, entity => entity.Column<string?>("value", "text"));
        var after = Models.Orders(null, entity => entity.Column<int?>("value", "integer"));
        var database = await StartAsync(before, "UPDATE orders SET value = 'not a number'");

        await database.MigrateAsync(before, after, Replace(
            operation => operation is AlterColumnOperation,
            new DropColumnOperation { Table = "orders", Name = "value" },
            new AddColumnOperation { Table = "orders", Name = "value", ClrType = typeof(int), ColumnType = "integer", IsNullable = true }));
        await database.ExecuteAsync("UPDATE orders SET value = 7");

        Assert.Equal(["I id=1 name=a", "U id=1 name=a old_id=1", "U id=1 name=a value=7 old_id=1"], await database.LogAsync());
    }

    [Fact]
    public async Task A_retyped_column_is_retyped_in_the_log()
    {
        var small = Models.Orders(null, entity => entity.Property<int>("Id").HasColumnName("id"));
        var large = Models.Orders(null, entity => entity.Property<int>("Id").HasColumnName("id").HasColumnType("bigint").HasConversion<long>());
        var database = await StartAsync(small, "UPDATE orders SET id = 2");

        await database.MigrateAsync(small, large);
        await database.ExecuteAsync("UPDATE orders SET id = 5000000000");

        Assert.Equal(["I id=1 name=a", "U id=2 name=a old_id=1", "U id=5000000000 name=a old_id=2"], await database.LogAsync());
        Assert.Equal(
            ["id bigint", "pgcdc_old_id bigint"],
            await database.ListAsync("SELECT attname, atttypid::regtype::text FROM pg_attribute WHERE attrelid = 'pgcdc.log_public_orders'::regclass AND attname ~ 'id$' AND attname <> 'pgcdc_xid' AND attnum > 0"));
    }

    [Fact]
    public async Task A_renamed_table_takes_its_log_along()
    {
        var database = await StartAsync(Orders);
        var renamed = InTable("purchases", null);

        await database.MigrateAsync(Orders, renamed);
        await database.ExecuteAsync("INSERT INTO purchases VALUES (2, 'b')");

        Assert.Equal(["I id=1 name=a", "I id=2 name=b"], await database.LogAsync("log_public_purchases"));
        Assert.Equal(["capture_public_purchases"], await FunctionsAsync(database));
        Assert.Equal(["purchases"], await PublishedAsync(database));
        await database.MigrateAsync(renamed, Orders);
        await database.ExecuteAsync("INSERT INTO orders VALUES (3, 'c')");
        Assert.Equal(["I id=1 name=a", "I id=2 name=b", "I id=3 name=c"], await database.LogAsync());
    }

    [Fact]
    public async Task A_table_moved_to_another_schema_takes_its_log_along()
    {
        var database = await StartAsync(InTable("orders", "north"));

        await database.MigrateAsync(InTable("orders", "north"), InTable("orders", "south"));
        await database.ExecuteAsync("INSERT INTO south.orders VALUES (2, 'b')");

        Assert.Equal(["I id=1 name=a", "I id=2 name=b"], await database.LogAsync("log_south_orders"));
        Assert.Equal(["orders"], await PublishedAsync(database));
    }

    [Fact]
    public async Task Tables_that_swap_names_swap_their_logs()
    {
        static Action<ModelBuilder> Two(string first, string second) => model =>
        {
            foreach (var (entityName, table) in new[] { ("First", first), ("Second", second) })
            {
                model.Entity(entityName, entity =>
                {
                    Models.Table(entity, table);
                    entity.HasKey("Id").HasName($"pk_{entityName}");
                    entity.CaptureChanges();
                });
            }
        };
        var database = await postgres.CreateDatabaseAsync();
        await database.CreateAsync(Two("a", "b"));
        await database.ExecuteAsync("INSERT INTO a VALUES (1)", "INSERT INTO b VALUES (2)");

        await database.MigrateAsync(Two("a", "b"), Two("b", "a"), Replace(
            operation => operation is RenameTableOperation or DropPrimaryKeyOperation or AddPrimaryKeyOperation,
            new RenameTableOperation { Name = "a", NewName = "c" },
            new RenameTableOperation { Name = "b", NewName = "a" },
            new RenameTableOperation { Name = "c", NewName = "b" }));
        await database.ExecuteAsync("INSERT INTO a VALUES (22)", "INSERT INTO b VALUES (11)");

        Assert.Equal(["I id=1", "I id=11"], await database.LogAsync("log_public_b"));
        Assert.Equal(["I id=2", "I id=22"], await database.LogAsync("log_public_a"));
        Assert.Equal(["capture_public_a", "capture_public_b"], await FunctionsAsync(database));
    }

    [Fact]
    public async Task Rows_that_a_migration_itself_writes_are_logged_as_the_table_is_at_that_moment()
    {
        var database = await StartAsync(Orders);
        var after = Models.Orders(null, entity =>
        {
            entity.Property<string?>("Name").HasColumnName("title");
            entity.Column<int?>("amount");
        });

        await database.MigrateAsync(Orders, after, operations =>
        [
            .. operations.SelectMany<MigrationOperation, MigrationOperation>(operation => operation is RenameColumnOperation or AddColumnOperation
                ? [Touch(), operation, Touch()]
                : [operation]),
            new SqlOperation { Sql = "UPDATE orders SET amount = 1" },
        ]);

        Assert.Equal(
            ["I id=1 title=a", "U id=1 title=a old_id=1", "U id=1 title=a old_id=1", "U id=1 title=a old_id=1", "U id=1 title=a old_id=1", "U id=1 title=a amount=1 old_id=1"],
            await database.LogAsync());

        static SqlOperation Touch() => new() { Sql = "UPDATE orders SET id = id" };
    }

    [Fact]
    public async Task Columns_change_while_others_are_excluded()
    {
        Action<ModelBuilder> Secret(Action<EntityTypeBuilder>? more = null) => Models.Orders(capture => capture.Exclude("secret"), entity =>
        {
            entity.Column<string?>("secret");
            more?.Invoke(entity);
        });
        var wider = Secret(entity => entity.Column<int?>("amount", "integer"));
        var retyped = Secret(entity => entity.Column<long?>("amount", "bigint"));
        var database = await StartAsync(Secret());

        await database.MigrateAsync(Secret(), wider);
        Assert.Equal(["{id,name,amount}"], await AttributesAsync(database));
        await database.MigrateAsync(wider, retyped);
        await database.ExecuteAsync("UPDATE orders SET amount = 5000000000, secret = 's'");
        await database.MigrateAsync(retyped, Secret());

        Assert.Equal(["{id,name}"], await AttributesAsync(database));
        Assert.Equal(["I id=1 name=a", "U id=1 name=a old_id=1"], await database.LogAsync());
    }

    [Fact]
    public async Task An_excluded_column_leaves_log_and_publication_and_returns()
    {
        var open = Models.Orders(null, entity => entity.Column<string?>("secret"));
        var closed = Models.Orders(capture => capture.Exclude("secret"), entity => entity.Column<string?>("secret"));
        var database = await StartAsync(open, "UPDATE orders SET secret = 's'");

        await database.MigrateAsync(open, closed);
        await database.ExecuteAsync("UPDATE orders SET secret = 't'");
        Assert.Equal(["{id,name}"], await AttributesAsync(database));
        Assert.Equal(["I id=1 name=a", "U id=1 name=a old_id=1", "U id=1 name=a old_id=1"], await database.LogAsync());
        await database.MigrateAsync(closed, open);
        await database.ExecuteAsync("UPDATE orders SET secret = 'u'");

        Assert.Equal("U id=1 name=a secret=u old_id=1", (await database.LogAsync())[^1]);
        Assert.Equal(["{id,name,secret}"], await AttributesAsync(database));
    }

    [Fact]
    public async Task A_generated_column_is_logged_as_a_value()
    {
        var model = Models.Orders(null, entity => entity.Property<int>("double").HasColumnName("double").HasComputedColumnSql("id * 2", stored: true));

        var database = await StartAsync(model);

        Assert.Equal(["I id=1 double=2 name=a"], await database.LogAsync());
    }

    private async Task<TestDatabase> StartAsync(Action<ModelBuilder> model, params string[] statements)
    {
        var database = await postgres.CreateDatabaseAsync();
        await database.CreateAsync(model);
        var schema = await database.ScalarAsync("SELECT relnamespace::regnamespace::text FROM pg_class WHERE relname = 'orders'");
        await database.ExecuteAsync([$"INSERT INTO {schema}.orders (id, name) VALUES (1, 'a')", .. statements]);

        return database;
    }

    private static Action<ModelBuilder> InTable(string table, string? schema) => Models.Orders(null, entity => entity.ToTable(table, schema));

    private static Func<IReadOnlyList<MigrationOperation>, IReadOnlyList<MigrationOperation>> Replace(Func<MigrationOperation, bool> which, params MigrationOperation[] by)
        => operations => [.. by, .. operations.Where(operation => !which(operation))];

    private static Task<IReadOnlyList<string>> AttributesAsync(TestDatabase database) => database.ListAsync("SELECT attnames::text FROM pg_publication_tables");

    private static Task<IReadOnlyList<string>> PublishedAsync(TestDatabase database) => database.ListAsync("SELECT tablename FROM pg_publication_tables ORDER BY 1");

    private static Task<IReadOnlyList<string>> FunctionsAsync(TestDatabase database)
        => database.ListAsync("SELECT proname FROM pg_proc WHERE pronamespace = 'pgcdc'::regnamespace AND proname LIKE 'capture\\_public%' ORDER BY 1");
}
