using System.Globalization;
using Microsoft.EntityFrameworkCore;
using PgCdc.Sdk.Migrations.Tests.Postgres;

namespace PgCdc.Sdk.Migrations.Tests.Logging;

[Trait("Needs", "Postgres")]
public sealed class NameTests(PostgresFixture postgres)
{
    [Theory]
    [InlineData("Mixed Case")]
    [InlineData("select")]
    [InlineData("🛒 Körbe")]
    [InlineData("x\"; drop table victim; --")]
    [InlineData("it's $pgcdc$ here \\")]
    [InlineData("a_name_of_sixty_three_bytes_which_is_all_that_the_server_allows")]
    public async Task A_table_and_a_column_of_any_name_are_captured(string name)
    {
        var database = await postgres.CreateDatabaseAsync();
        await database.ExecuteAsync("CREATE TABLE victim ()");
        Action<ModelBuilder> model = builder => builder.Entity("Strange", entity =>
        {
            entity.ToTable(name, name);
            entity.Property<int>("Id").HasColumnName(name).ValueGeneratedNever();
            entity.Property<string?>("Name").HasColumnName("name");
            entity.HasKey("Id").HasName("strange_key");
            entity.CaptureChanges();
        });
        await database.CreateAsync(model);

        var quoted = $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
        await database.ExecuteAsync(
            $"INSERT INTO {quoted}.{quoted} VALUES (1, 'a')",
            $"UPDATE {quoted}.{quoted} SET {quoted} = 2",
            $"DELETE FROM {quoted}.{quoted}");

        var spec = Assert.Single(database.Context(model).Model.GetCaptures());
        var old = spec.Columns[0].OldName[6..];
        Assert.Equal([$"I {name}=1 name=a", $"U {name}=2 name=a {old}=1", $"D {old}=2"], await database.LogAsync(spec.LogTable!));
        Assert.Equal("victim", await database.ScalarAsync("SELECT 'victim'::regclass::text"));
        await database.MigrateAsync(model, null);
        Assert.Empty(await database.ListAsync("SELECT nspname FROM pg_namespace WHERE nspname = 'pgcdc'"));
    }

    [Fact]
    public async Task Tables_of_one_name_in_two_schemas_have_a_log_each()
    {
        var database = await postgres.CreateDatabaseAsync();
        await database.CreateAsync(model =>
        {
            InSchema(model, "north");
            InSchema(model, "south");
        });

        static void InSchema(ModelBuilder model, string schema)
            => model.Entity($"Order{schema}", entity =>
            {
                Models.Table(entity, "orders", schema);
                entity.CaptureChanges();
            });

        await database.ExecuteAsync("INSERT INTO north.orders VALUES (1)", "INSERT INTO south.orders VALUES (2)");

        Assert.Equal(["I id=1"], await database.LogAsync("log_north_orders"));
        Assert.Equal(["I id=2"], await database.LogAsync("log_south_orders"));
    }

    [Fact]
    public async Task Tables_whose_logs_would_have_one_name_have_a_log_each()
    {
        var database = await postgres.CreateDatabaseAsync();
        Action<ModelBuilder> model = builder =>
        {
            foreach (var (schema, table) in new[] { ("a_b", "c"), ("a", "b_c") })
            {
                builder.Entity(table, entity =>
                {
                    Models.Table(entity, table, schema);
                    entity.CaptureChanges();
                });
            }
        };
        await database.CreateAsync(model);

        await database.ExecuteAsync("INSERT INTO a_b.c VALUES (1)", "INSERT INTO a.b_c VALUES (2)");

        var specs = database.Context(model).Model.GetCaptures();
        Assert.Equal(["I id=1"], await database.LogAsync(specs.Single(spec => spec.Table == "c").LogTable!));
        Assert.Equal(["I id=2"], await database.LogAsync(specs.Single(spec => spec.Table == "b_c").LogTable!));
    }

    [Fact]
    public async Task A_table_of_a_thousand_columns_is_logged()
    {
        var database = await postgres.CreateDatabaseAsync();
        await database.CreateAsync(Models.Orders(null, entity =>
        {
            for (var i = 0; i < 998; i++)
            {
                entity.Column<int?>(string.Create(CultureInfo.InvariantCulture, $"c{i}"));
            }
        }));

        await database.ExecuteAsync(
            $"INSERT INTO orders SELECT 1, 'a', {string.Join(", ", Enumerable.Range(0, 998))}",
            "UPDATE orders SET c997 = -1",
            "BEGIN; SET LOCAL session_replication_role = replica; UPDATE orders SET c0 = -2; COMMIT",
            "DELETE FROM orders");

        Assert.Equal(
            ["I 0 997 ", "U 0 -1 1", "U -2 -1 1", "D   1"],
            await database.ListAsync("SELECT pgcdc_op, c0, c997, pgcdc_old_id FROM pgcdc.log_public_orders ORDER BY pgcdc_seq"));
    }

    [Fact]
    public async Task Values_too_large_for_a_page_are_logged_whole()
    {
        var database = await postgres.CreateDatabaseAsync();
        await database.CreateAsync(Models.Orders());
        await database.ExecuteAsync("ALTER TABLE orders ALTER COLUMN name SET STORAGE EXTERNAL");

        await database.ExecuteAsync("INSERT INTO orders VALUES (1, repeat('x', 1000000))", "UPDATE orders SET id = 2");

        Assert.Equal(
            ["I 1000000", "U 1000000"],
            await database.ListAsync("SELECT pgcdc_op, length(name) FROM pgcdc.log_public_orders ORDER BY pgcdc_seq"));
    }
}
