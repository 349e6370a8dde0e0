using Npgsql;
using PgCdc.Sdk.IntegrationTests.Handlers;
using PgCdc.Sdk.IntegrationTests.Infrastructure;
using PgCdc.Sdk.IntegrationTests.Model;

namespace PgCdc.Sdk.IntegrationTests.Streaming;

[Trait("Needs", "Postgres")]
public sealed class OrderTests(ServerFixture server)
{
    [Fact]
    public async Task Rows_of_interleaved_transactions_all_arrive_in_commit_order()
    {
        await using var database = await server.CreateAsync();
        await using var consumer = await RunningConsumer.StartAsync(database, static cdc => cdc.AddHandler<Item, SeenHandler<Item>>());
        await consumer.StreamingAsync();

        await using var a = await database.Source.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await using var b = await database.Source.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await RunAsync(a, "BEGIN; INSERT INTO items VALUES (1, 'a1', NULL, 0)");
        await RunAsync(b, "BEGIN; INSERT INTO items VALUES (10, 'b1', NULL, 0); COMMIT");
        await RunAsync(a, "INSERT INTO items VALUES (2, 'a2', NULL, 0); COMMIT");
        await consumer.CaughtUpAsync(database);

        Assert.Equal(["b1", "a1", "a2"], await database.ListAsync<string>("SELECT split_part(value, '|', 2) FROM seen ORDER BY id"));
        Assert.Equal(3L, await database.QueryAsync<long>("SELECT count(DISTINCT position) FROM seen"));
    }

    [Fact]
    public async Task Rolled_back_work_and_savepoints_do_not_arrive()
    {
        await using var database = await server.CreateAsync();
        await using var consumer = await RunningConsumer.StartAsync(database, static cdc => cdc.AddHandler<Item, SeenHandler<Item>>());
        await consumer.StreamingAsync();

        await using var connection = await database.Source.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await RunAsync(connection, "BEGIN; INSERT INTO items VALUES (1, 'gone', NULL, 0); ROLLBACK");
        await RunAsync(
            connection,
            "BEGIN; INSERT INTO items VALUES (2, 'kept', NULL, 0); SAVEPOINT s; INSERT INTO items VALUES (3, 'undone', NULL, 0); ROLLBACK TO s; INSERT INTO items VALUES (4, 'kept too', NULL, 0); COMMIT");
        await consumer.CaughtUpAsync(database);

        Assert.Equal(["kept", "kept too"], await database.ListAsync<string>("SELECT split_part(value, '|', 2) FROM seen ORDER BY id"));
    }

    [Fact]
    public async Task Every_operation_of_a_table_arrives_with_what_the_server_told()
    {
        await using var database = await server.CreateAsync();
        await using var consumer = await RunningConsumer.StartAsync(
            database, static cdc => cdc.AddHandler<Item, SeenHandler<Item>>().AddHandler<Part, SeenHandler<Part>>());
        await consumer.StreamingAsync();

        await database.ExecuteAsync(
            """
            INSERT INTO items VALUES (1, 'one', 'body', 1);
            UPDATE items SET id = 2, name = 'two' WHERE id = 1;
            DELETE FROM items WHERE id = 2;
            INSERT INTO parts VALUES (7, 1, 'cog', NULL);
            DELETE FROM parts;
            TRUNCATE items;
            """);
        await consumer.CaughtUpAsync(database);

        Assert.Equal(
            [
                "insert ItemKey { Id = 1 } 1|one|body|1",
                "update ItemKey { Id = 2 } 2|two|body|1",
                "delete ItemKey { Id = 2 } ",
                "insert PartKey { ItemId = 7, Number = 1 } 7|1|cog|",
                "delete PartKey { ItemId = 7, Number = 1 } 7|1|cog|",
                "truncate  ",
            ],
            await database.ListAsync<string>("SELECT operation || ' ' || key || ' ' || coalesce(value, '') FROM seen ORDER BY id"));
    }

    private static async Task RunAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }
}
