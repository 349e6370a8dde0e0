using Microsoft.EntityFrameworkCore;
using PgCdc.Sdk.Migrations.Tests.Postgres;

namespace PgCdc.Sdk.Migrations.Tests.Logging;

[Trait("Needs", "Postgres")]
public sealed class CascadeTests(PostgresFixture postgres)
{
    [Fact]
    public async Task A_cascading_delete_logs_the_children()
    {
        var database = await OrdersAndLinesAsync("ON DELETE CASCADE");

        await database.ExecuteAsync("DELETE FROM orders WHERE id IN (1, 2)");

        Assert.Equal(["D old_id=1", "D old_id=2"], await database.LogAsync());
        Assert.Equal(["D old_id=10", "D old_id=11", "D old_id=20"], (await database.LogAsync("log_public_lines")).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_cascading_update_logs_the_children()
    {
        var database = await OrdersAndLinesAsync("ON UPDATE CASCADE");

        await database.ExecuteAsync("UPDATE orders SET id = id + 100 WHERE id = 1");

        Assert.Equal(["U id=101 name=a old_id=1"], await database.LogAsync());
        Assert.Equal(
            ["U id=10 name=x order=101 old_id=10", "U id=11 name=y order=101 old_id=11"],
            (await database.LogAsync("log_public_lines")).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_cascade_that_sets_null_logs_the_children()
    {
        var database = await OrdersAndLinesAsync("ON DELETE SET NULL");

        await database.ExecuteAsync("DELETE FROM orders WHERE id = 2");

        Assert.Equal(["U id=20 name=z old_id=20"], await database.LogAsync("log_public_lines"));
    }

    [Fact]
    public async Task A_cascade_within_one_table_logs_a_rows_versions_in_the_order_they_came_to_be()
    {
        var database = await postgres.CreateDatabaseAsync();
        await database.CreateAsync(Models.Orders(null, entity => entity.Column<int?>("parent")));
        await database.ExecuteAsync(
            "ALTER TABLE orders ADD FOREIGN KEY (parent) REFERENCES orders (id) ON UPDATE CASCADE",
            "INSERT INTO orders (id, parent) VALUES (1, 1), (2, 1)",
            "TRUNCATE pgcdc.log_public_orders");

        await database.ExecuteAsync("UPDATE orders SET id = 9 WHERE id = 1");

        var log = await database.LogAsync();
        Assert.Equal("U id=9 parent=1 old_id=1", log[0]);
        Assert.Equal(["U id=2 parent=9 old_id=2", "U id=9 parent=9 old_id=9"], log.Skip(1).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_truncate_logs_itself_for_every_table_it_reaches()
    {
        var database = await OrdersAndLinesAsync("");

        await database.ExecuteAsync("TRUNCATE orders CASCADE");

        Assert.Equal(["T"], await database.LogAsync());
        Assert.Equal(["T"], await database.LogAsync("log_public_lines"));
    }

    private async Task<TestDatabase> OrdersAndLinesAsync(string action)
    {
        var database = await postgres.CreateDatabaseAsync();
        await database.CreateAsync(model =>
        {
            Models.Orders()(model);
            model.Entity("Line", entity =>
            {
                Models.Table(entity, "lines");
                entity.Column<int?>("order");
                entity.CaptureChanges();
            });
        });
        await database.ExecuteAsync(
            $"ALTER TABLE lines ADD FOREIGN KEY (\"order\") REFERENCES orders (id) {action}",
            "INSERT INTO orders VALUES (1, 'a'), (2, 'b')",
            "INSERT INTO lines (id, name, \"order\") VALUES (10, 'x', 1), (11, 'y', 1), (20, 'z', 2)",
            "TRUNCATE pgcdc.log_public_orders, pgcdc.log_public_lines");

        return database;
    }
}
