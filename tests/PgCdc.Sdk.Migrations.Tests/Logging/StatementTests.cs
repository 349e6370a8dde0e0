using PgCdc.Sdk.Migrations.Tests.Postgres;

namespace PgCdc.Sdk.Migrations.Tests.Logging;

[Trait("Needs", "Postgres")]
public sealed class StatementTests(PostgresFixture postgres)
{
    [Fact]
    public async Task An_insert_of_one_row_logs_the_row()
    {
        var database = await OrdersAsync();

        await database.ExecuteAsync("INSERT INTO orders VALUES (1, 'a')");

        Assert.Equal(["I id=1 name=a"], await database.LogAsync());
    }

    [Fact]
    public async Task An_insert_of_many_rows_logs_each_in_order()
    {
        var database = await OrdersAsync();

        await database.ExecuteAsync("INSERT INTO orders SELECT i, 'n' || i FROM generate_series(1, 5000) i");

        var log = await database.LogAsync();
        Assert.Equal(Enumerable.Range(1, 5000).Select(i => $"I id={i} name=n{i}"), log);
    }

    [Fact]
    public async Task A_statement_without_rows_logs_nothing()
    {
        var database = await OrdersAsync();

        await database.ExecuteAsync("UPDATE orders SET name = 'x'", "DELETE FROM orders", "INSERT INTO orders SELECT 1, 'a' WHERE false");

        Assert.Empty(await database.LogAsync());
    }

    [Fact]
    public async Task An_update_logs_the_new_row_and_the_old_key()
    {
        var database = await OrdersAsync("(1, 'a'), (2, 'b')");

        await database.ExecuteAsync("UPDATE orders SET name = name || '!'");

        Assert.Equal(["U id=1 name=a! old_id=1", "U id=2 name=b! old_id=2"], await database.LogAsync());
    }

    [Fact]
    public async Task An_update_of_keys_pairs_each_new_key_with_its_old_one()
    {
        var database = await OrdersAsync("(3, 'c'), (2, 'b'), (1, 'a')");

        await database.ExecuteAsync("UPDATE orders SET id = id + 1");

        Assert.Equal(["U id=4 name=c old_id=3", "U id=3 name=b old_id=2", "U id=2 name=a old_id=1"], await database.LogAsync());
    }

    [Fact]
    public async Task A_delete_logs_the_old_key()
    {
        var database = await OrdersAsync("(1, 'a'), (2, 'b')");

        await database.ExecuteAsync("DELETE FROM orders WHERE id = 2");

        Assert.Equal(["D old_id=2"], await database.LogAsync());
    }

    [Fact]
    public async Task With_replica_identity_full_the_old_row_is_logged()
    {
        var database = await postgres.CreateDatabaseAsync();
        await database.CreateAsync(Models.Orders(capture => capture.ReplicaIdentity(CaptureReplicaIdentity.Full)));

        await database.ExecuteAsync("INSERT INTO orders VALUES (1, 'a')", "UPDATE orders SET name = 'b'", "DELETE FROM orders");

        Assert.Equal(["I id=1 name=a", "U id=1 name=b old_id=1 old_name=a", "D old_id=1 old_name=b"], await database.LogAsync());
        Assert.Equal("f", await database.ScalarAsync("SELECT relreplident::text FROM pg_class WHERE relname = 'orders'"));
    }

    [Fact]
    public async Task A_swap_of_keys_in_one_statement_keeps_each_rows_versions_together()
    {
        var database = await postgres.CreateDatabaseAsync();
        await database.CreateAsync(Models.Orders(capture => capture.ReplicaIdentity(CaptureReplicaIdentity.Full)));
        await database.ExecuteAsync(
            "ALTER TABLE orders DROP CONSTRAINT \"PK_orders\", ADD PRIMARY KEY (id) DEFERRABLE",
            "INSERT INTO orders VALUES (1, 'a'), (2, 'b')",
            "TRUNCATE pgcdc.log_public_orders");

        await database.ExecuteAsync("UPDATE orders SET id = 3 - id");

        Assert.Equal(["U id=2 name=a old_id=1 old_name=a", "U id=1 name=b old_id=2 old_name=b"], await database.LogAsync());
    }

    [Fact]
    public async Task An_upsert_logs_both_of_its_outcomes()
    {
        var database = await OrdersAsync("(1, 'a')");

        await database.ExecuteAsync(
            "INSERT INTO orders VALUES (1, 'x'), (2, 'y') ON CONFLICT (id) DO UPDATE SET name = EXCLUDED.name || '!'");

        Assert.Equal(["I id=2 name=y", "U id=1 name=x! old_id=1"], (await database.LogAsync()).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task An_upsert_that_does_nothing_logs_nothing_for_that_row()
    {
        var database = await OrdersAsync("(1, 'a')");

        await database.ExecuteAsync("INSERT INTO orders VALUES (1, 'x'), (2, 'y') ON CONFLICT DO NOTHING");

        Assert.Equal(["I id=2 name=y"], await database.LogAsync());
    }

    [Fact]
    public async Task A_merge_logs_its_inserts_updates_and_deletes()
    {
        var database = await OrdersAsync("(1, 'a'), (2, 'b')");

        await database.ExecuteAsync("""
            MERGE INTO orders o USING (VALUES (1, 'x'), (2, 'gone'), (3, 'new')) s (id, name) ON o.id = s.id
            WHEN MATCHED AND s.name = 'gone' THEN DELETE
            WHEN MATCHED THEN UPDATE SET name = s.name
            WHEN NOT MATCHED THEN INSERT VALUES (s.id, s.name)
            """);

        Assert.Equal(["D old_id=2", "I id=3 name=new", "U id=1 name=x old_id=1"], (await database.LogAsync()).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_copy_logs_its_rows()
    {
        var database = await OrdersAsync();
        await using var connection = await database.OpenAsync();

        await using (var copy = await connection.BeginTextImportAsync("COPY orders FROM STDIN", TestContext.Current.CancellationToken))
        {
            await copy.WriteAsync("1\ta\n2\t\\N\n");
        }

        Assert.Equal(["I id=1 name=a", "I id=2"], await database.LogAsync());
    }

    [Fact]
    public async Task Several_writes_of_one_table_in_one_statement_log_each()
    {
        var database = await OrdersAsync("(1, 'a'), (2, 'b')");

        await database.ExecuteAsync("""
            WITH gone AS (DELETE FROM orders WHERE id = 1 RETURNING name), renamed AS (UPDATE orders SET name = 'z' WHERE id = 2)
            INSERT INTO orders SELECT 3, name FROM gone
            """);

        Assert.Equal(["D old_id=1", "I id=3 name=a", "U id=2 name=z old_id=2"], (await database.LogAsync()).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Only_the_chosen_operations_are_logged()
    {
        var database = await postgres.CreateDatabaseAsync();
        await database.CreateAsync(Models.Orders(capture => capture.Operations(ChangeOperations.Insert | ChangeOperations.Delete)));

        await database.ExecuteAsync("INSERT INTO orders VALUES (1, 'a')", "UPDATE orders SET name = 'b'", "DELETE FROM orders", "TRUNCATE orders");

        Assert.Equal(["I id=1 name=a", "D old_id=1"], await database.LogAsync());
    }

    [Fact]
    public async Task Without_a_log_a_table_is_published_and_has_no_triggers()
    {
        var database = await postgres.CreateDatabaseAsync();
        await database.CreateAsync(Models.Orders(capture => capture.WithoutLog()));

        Assert.Equal(["orders"], await database.ListAsync("SELECT tablename FROM pg_publication_tables"));
        Assert.Empty(await database.ListAsync("SELECT tgname FROM pg_trigger WHERE NOT tgisinternal"));
    }

    private async Task<TestDatabase> OrdersAsync(string? rows = null)
    {
        var database = await postgres.CreateDatabaseAsync();
        await database.CreateAsync(Models.Orders());
        if (rows is not null)
        {
            await database.ExecuteAsync($"INSERT INTO orders VALUES {rows}", "TRUNCATE pgcdc.log_public_orders");
        }

        return database;
    }
}
