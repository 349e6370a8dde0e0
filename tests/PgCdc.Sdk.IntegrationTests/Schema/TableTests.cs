using PgCdc.Sdk.IntegrationTests.Handlers;
using PgCdc.Sdk.IntegrationTests.Infrastructure;
using PgCdc.Sdk.IntegrationTests.Model;

namespace PgCdc.Sdk.IntegrationTests.Schema;

/// <summary>Tables of every kind: what streams, and what is refused before the first row.</summary>
[Trait("Needs", "Postgres")]
public sealed class TableTests(ServerFixture server)
{
    private const string Partitioned =
        """
        DROP TABLE items;
        CREATE TABLE items (id bigint NOT NULL PRIMARY KEY, name text NOT NULL, body text, version int NOT NULL) PARTITION BY RANGE (id);
        CREATE TABLE items_1 PARTITION OF items FOR VALUES FROM (0) TO (10);
        ALTER PUBLICATION pgcdc ADD TABLE items;
        """;

    [Fact]
    public async Task Rows_of_partitions_arrive_as_the_tables_own_whichever_partitions_come_and_go()
    {
        await using var database = await server.CreateAsync();
        await database.ExecuteAsync(Partitioned);
        await using var consumer = await StreamingAsync(database);
        await database.ExecuteAsync("INSERT INTO items VALUES (1, 'a', NULL, 0)");
        await database.ExecuteAsync("CREATE TABLE items_2 PARTITION OF items FOR VALUES FROM (10) TO (20)");
        await database.ExecuteAsync("INSERT INTO items VALUES (11, 'b', NULL, 0)");
        // Rows that a table brings along were written before it belonged to the captured one; its columns are in another order.
        await database.ExecuteAsync("CREATE TABLE items_3 (version int NOT NULL, name text NOT NULL, id bigint NOT NULL, body text); INSERT INTO items_3 VALUES (0, 'early', 21, NULL)");
        await database.ExecuteAsync("ALTER TABLE items ATTACH PARTITION items_3 FOR VALUES FROM (20) TO (30)");
        await database.ExecuteAsync("INSERT INTO items VALUES (22, 'c', NULL, 5)");
        await database.ExecuteAsync("UPDATE items SET id = 12 WHERE id = 1");
        await database.ExecuteAsync("ALTER TABLE items DETACH PARTITION items_3");
        await database.ExecuteAsync("INSERT INTO items_3 VALUES (0, 'late', 23, NULL)");
        await database.ExecuteAsync("DROP TABLE items_3");
        await database.ExecuteAsync("DELETE FROM items WHERE id = 11; TRUNCATE items");
        await consumer.CaughtUpAsync(database);

        Assert.Equal(
            [
                "insert ItemKey { Id = 1 } 1|a||0",
                "insert ItemKey { Id = 11 } 11|b||0",
                "insert ItemKey { Id = 22 } 22|c||5",
                // An update that moves a row to another partition is what the server makes of it.
                "delete ItemKey { Id = 1 }",
                "insert ItemKey { Id = 12 } 12|a||0",
                "delete ItemKey { Id = 11 }",
                "truncate",
            ],
            await SeenAsync(database));
    }

    [Fact]
    public async Task A_partitioned_table_that_is_published_by_partitions_is_refused()
    {
        await using var database = await server.CreateAsync();
        await database.ExecuteAsync(Partitioned + "ALTER PUBLICATION pgcdc SET (publish_via_partition_root = false)");

        var problem = Assert.Single(await ProblemsAsync(database), static problem => problem.What.Contains("is partitioned", StringComparison.Ordinal));
        await database.ExecuteAsync(problem.Mend);

        Assert.DoesNotContain(await ProblemsAsync(database), static problem => problem.What.Contains("is partitioned", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_child_that_is_published_with_its_parent_and_captured_by_nobody_is_refused()
    {
        await using var database = await server.CreateAsync();
        await database.ExecuteAsync("CREATE TABLE special_items (price int) INHERITS (items); ALTER PUBLICATION pgcdc DROP TABLE ONLY items; ALTER PUBLICATION pgcdc ADD TABLE items");

        var problem = Assert.Single(await ProblemsAsync(database));

        Assert.Contains("public.special_items inherits from public.items", problem.What, StringComparison.Ordinal);
        await database.ExecuteAsync("ALTER PUBLICATION pgcdc DROP TABLE items; ALTER PUBLICATION pgcdc ADD TABLE ONLY items");
        await using var consumer = await StreamingAsync(database, validate: true);
        await database.ExecuteAsync("INSERT INTO special_items VALUES (1, 'child', NULL, 0, 9); INSERT INTO items VALUES (2, 'parent', NULL, 0)");
        await consumer.CaughtUpAsync(database);
        Assert.Equal(["insert ItemKey { Id = 2 } 2|parent||0"], await SeenAsync(database));
    }

    [Theory]
    [InlineData("ALTER PUBLICATION pgcdc DROP TABLE items; ALTER TABLE items SET UNLOGGED", "is unlogged or temporary")]
    [InlineData("DROP TABLE items; CREATE VIEW items AS SELECT 1::bigint AS id, 'x' AS name, 'x' AS body, 1 AS version", "is no ordinary table (relkind v)")]
    [InlineData("DROP TABLE items; CREATE EXTENSION file_fdw; CREATE SERVER files FOREIGN DATA WRAPPER file_fdw; CREATE FOREIGN TABLE items (id bigint, name text, body text, version int) SERVER files OPTIONS (filename '/dev/null')", "is no ordinary table (relkind f)")]
    [InlineData("ALTER TABLE items DROP CONSTRAINT \"PK_items\"", "is told by (\"id\"), but the server's replica identity is the primary key, which it does not have")]
    public async Task A_table_whose_changes_would_not_come_is_refused(string sql, string sentence)
    {
        await using var database = await server.CreateAsync();
        if (sql.Contains("file_fdw", StringComparison.Ordinal))
        {
            Assert.SkipUnless(
                await database.QueryAsync<bool>("SELECT EXISTS (SELECT FROM pg_available_extensions WHERE name = 'file_fdw')"),
                "This server has no extension file_fdw to make a foreign table with.");
        }

        await database.ExecuteAsync(sql);

        Assert.Contains(await ProblemsAsync(database), problem => problem.What.Contains(sentence, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_table_without_a_primary_key_streams_with_its_whole_rows_as_identity()
    {
        await using var database = await server.CreateAsync();
        await database.ExecuteAsync("ALTER TABLE items DROP CONSTRAINT \"PK_items\"; ALTER TABLE items REPLICA IDENTITY FULL");
        await using var consumer = await StreamingAsync(database);
        await database.ExecuteAsync("INSERT INTO items VALUES (1, 'a', NULL, 0), (1, 'a', NULL, 1); UPDATE items SET name = 'b' WHERE version = 1; DELETE FROM items");
        await consumer.CaughtUpAsync(database);

        Assert.Equal(
            [
                "insert ItemKey { Id = 1 } 1|a||0",
                "insert ItemKey { Id = 1 } 1|a||1",
                "update ItemKey { Id = 1 } 1|b||1",
                "delete ItemKey { Id = 1 } 1|a||0",
                "delete ItemKey { Id = 1 } 1|b||1",
            ],
            await SeenAsync(database));
    }

    [Fact]
    public async Task A_table_of_1600_columns_streams()
    {
        await using var database = await server.CreateAsync();
        await database.ExecuteAsync("ALTER TABLE items DISABLE TRIGGER USER");
        var columns = Enumerable.Range(0, 1596).Select(static number => $"ADD COLUMN c{number} int DEFAULT {number}");
        await database.ExecuteAsync($"ALTER TABLE items {string.Join(", ", columns)}");
        await using var consumer = await StreamingAsync(database);
        await database.ExecuteAsync("INSERT INTO items VALUES (1, 'wide', 'body', 3); UPDATE items SET c1595 = 0; DELETE FROM items");
        await consumer.CaughtUpAsync(database);

        Assert.Equal(1600L, await database.QueryAsync<long>("SELECT count(*) FROM pg_attribute WHERE attrelid = 'items'::regclass AND attnum > 0"));
        Assert.Equal(
            ["insert ItemKey { Id = 1 } 1|wide|body|3", "update ItemKey { Id = 1 } 1|wide|body|3", "delete ItemKey { Id = 1 }"], await SeenAsync(database));
    }

    private static Task<string[]> SeenAsync(TestDatabase database) =>
        database.ListAsync<string>("SELECT trim(concat_ws(' ', operation, key, value)) FROM seen ORDER BY id");

    private static async Task<RunningConsumer> StreamingAsync(TestDatabase database, bool validate = false)
    {
        var consumer = await RunningConsumer.StartAsync(
            database, static cdc => cdc.AddHandler<Item, SeenHandler<Item>>(), options => options.ValidateOnStart = validate);
        await consumer.StreamingAsync();
        return consumer;
    }

    private static async Task<IReadOnlyList<StartupProblem>> ProblemsAsync(TestDatabase database)
    {
        await using var consumer = await RunningConsumer.StartAsync(database, static cdc => cdc.AddHandler<Item, SeenHandler<Item>>());
        await consumer.Monitor.WaitForAsync(PgCdcState.Faulted, Deadline.Token());
        return Assert.IsType<StartupException>(consumer.Monitor.Fault).Problems;
    }
}
