using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using PgCdc.Sdk.IntegrationTests.Infrastructure;
using PgCdc.Sdk.IntegrationTests.Model;

namespace PgCdc.Sdk.IntegrationTests.Handlers;

/// <summary>Unchanged out-of-line values that are read from the table afterwards.</summary>
public sealed class RefillTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    [Fact]
    public async Task An_unsent_value_is_read_from_the_table_and_said_to_be()
    {
        await using var database = await CreateAsync();
        var notes = new List<string>();
        await using var consumer = await StartAsync(database, notes);

        await database.ExecuteAsync(
            """
            INSERT INTO items SELECT number, 'first', repeat(number::text, 20000), 0 FROM generate_series(1, 3) AS number;
            UPDATE items SET name = 'second' WHERE id <> 2;
            """);
        await consumer.CaughtUpAsync(database);

        Assert.Equal(
            [
                "insert 1", "insert 2", "insert 3",
                "update 1 second, 20000 of 1, refilled, changed name",
                "update 3 second, 20000 of 3, refilled, changed name",
            ],
            notes);
    }

    [Fact]
    public async Task Order_stays_where_only_some_of_the_rows_wait()
    {
        await using var database = await CreateAsync();
        var notes = new List<string>();
        await using var consumer = await StartAsync(database, notes);

        await database.ExecuteAsync(
            """
            BEGIN;
            INSERT INTO items VALUES (1, 'first', repeat('1', 20000), 0);
            UPDATE items SET name = 'second';
            INSERT INTO items VALUES (2, 'first', 'short', 0);
            DELETE FROM items WHERE id = 2;
            TRUNCATE items;
            COMMIT;
            """);
        await consumer.CaughtUpAsync(database);

        Assert.Equal(["insert 1", "update 1 second, not sent", "insert 2", "delete 2", "truncate"], notes);
    }

    [Fact]
    public async Task A_key_of_several_columns_finds_its_row()
    {
        await using var database = await CreateAsync();
        await database.ExecuteAsync("ALTER TABLE parts REPLICA IDENTITY DEFAULT");
        var notes = new List<string>();
        await using var consumer = await StartAsync(database, notes);

        await database.ExecuteAsync(
            """
            INSERT INTO parts SELECT 7, number, 'first', repeat(number::text, 20000) FROM generate_series(1, 3) AS number;
            UPDATE parts SET label = 'second' WHERE number = 2;
            """);
        await consumer.CaughtUpAsync(database);

        Assert.Equal(["part 7/2 second, 20000 of 2, refilled"], notes);
    }

    [Fact]
    public async Task A_column_of_another_type_today_stays_unsent()
    {
        await using var database = await CreateAsync();
        var notes = new List<string>();
        await using (var consumer = await StartAsync(database, notes))
        {
            await consumer.CaughtUpAsync(database);
        }

        await database.ExecuteAsync(
            """
            INSERT INTO items VALUES (1, 'first', repeat('1', 20000), 0);
            UPDATE items SET name = 'second';
            """);
        await database.ExecuteAsync("ALTER TABLE items ALTER body TYPE bytea USING body::bytea");
        await using var second = await StartAsync(database, notes);
        await second.CaughtUpAsync(database);

        Assert.Equal(["insert 1", "update 1 second, not sent"], notes);
    }

    [Fact]
    public async Task A_role_that_may_not_read_the_tables_is_told_at_the_start()
    {
        await using var database = await CreateAsync();
        var connection = await PlainRoleAsync(database);

        await using var consumer = await RunningConsumer.StartAsync(
            database,
            static cdc => cdc.AddHandler<Item, RefillHandler>(),
            static options => options.RefillUnsent = true,
            static services => services.AddSingleton(new List<string>()),
            connection);
        await consumer.Monitor.WaitForAsync(PgCdcState.Faulted, Deadline.Token());

        var problems = Assert.IsType<StartupException>(consumer.Monitor.Fault).Problems;
        Assert.Contains(problems, static problem => problem.Mend.Contains("GRANT SELECT ON \"public\".\"items\"", StringComparison.Ordinal));
    }

    private static async Task<string> PlainRoleAsync(TestDatabase database)
    {
        await database.ExecuteAsync("CREATE ROLE refill_reader LOGIN PASSWORD 'plain' REPLICATION");
        return new NpgsqlConnectionStringBuilder(database.ConnectionString) { Username = "refill_reader", Password = "plain" }.ConnectionString;
    }

    private static async Task<RunningConsumer> StartAsync(TestDatabase database, List<string> notes)
    {
        var consumer = await RunningConsumer.StartAsync(
            database,
            static cdc => cdc.AddHandler<Item, RefillHandler>().AddHandler<Part, RefillHandler>(),
            static options => (options.RefillUnsent, options.ValidateOnStart) = (true, false),
            services => services.AddSingleton(notes));
        await consumer.StreamingAsync();
        return consumer;
    }

    private async Task<TestDatabase> CreateAsync()
    {
        var database = await server.CreateAsync();
        await database.ExecuteAsync("ALTER TABLE items ALTER body SET STORAGE EXTERNAL; ALTER TABLE parts ALTER drawing SET STORAGE EXTERNAL");
        return database;
    }

    internal sealed class RefillHandler(List<string> notes) : IOnItemInsert, IOnItemUpdate, IOnItemDelete, IOnTruncate<Item>, IOnPartUpdate
    {
        public ValueTask OnInsertAsync(ItemInsert change, CancellationToken cancellationToken) => Note($"insert {change.Key.Id}");

        public ValueTask OnUpdateAsync(ItemUpdate change, CancellationToken cancellationToken) => Note(
            $"update {change.Key.Id} {change.After.Name}, "
            + (change.NotSent.Body
                ? "not sent"
                : $"{change.After.Body!.Length} of {change.After.Body[0]}, {(change.Refilled.Body ? "refilled" : "sent")}, changed {(change.Changed.Name ? "name" : "")}{(change.Changed.Body ? "body" : "")}"));

        public ValueTask OnDeleteAsync(ItemDelete change, CancellationToken cancellationToken) => Note($"delete {change.Key.Id}");

        public ValueTask OnTruncateAsync(Truncated<Item> change, CancellationToken cancellationToken) => Note("truncate");

        public ValueTask OnUpdateAsync(PartUpdate change, CancellationToken cancellationToken) => Note(
            $"part {change.Key.ItemId}/{change.Key.Number} {change.After.Label}, {change.After.Drawing?.Length} of {change.After.Drawing?[0]}, {(change.Refilled.Drawing ? "refilled" : "sent")}");

        private ValueTask Note(string note)
        {
            notes.Add(note);
            return ValueTask.CompletedTask;
        }
    }
}
