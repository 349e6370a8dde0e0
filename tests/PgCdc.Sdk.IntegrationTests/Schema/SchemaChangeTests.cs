using PgCdc.Sdk.IntegrationTests.Handlers;
using PgCdc.Sdk.IntegrationTests.Infrastructure;
using PgCdc.Sdk.IntegrationTests.Model;

namespace PgCdc.Sdk.IntegrationTests.Schema;

/// <summary>
/// Tables change while rows of their earlier shape are still in the write-ahead log: each is read by the shape that it was written with.
/// The changes are made by hand, past the migrations, and without the triggers, which would not fit.
/// </summary>
[Trait("Needs", "Postgres")]
public sealed class SchemaChangeTests(ServerFixture server)
{
    [Fact]
    public async Task Rows_from_before_a_column_was_added_leave_its_property_unsent()
    {
        await using var database = await WithoutAsync("body", "version");
        await using (var consumer = await StreamingAsync(database, "ALTER TABLE items ADD COLUMN body text, ADD COLUMN version int NOT NULL DEFAULT 7"))
        {
            await consumer.StopAsync();
        }

        await database.ExecuteAsync("ALTER TABLE items DROP COLUMN body, DROP COLUMN version");
        await database.ExecuteAsync("INSERT INTO items VALUES (1, 'old'); UPDATE items SET name = 'older'; DELETE FROM items");
        await database.ExecuteAsync("ALTER TABLE items ADD COLUMN body text, ADD COLUMN version int NOT NULL DEFAULT 7");
        await database.ExecuteAsync("INSERT INTO items VALUES (2, 'new', 'text')");
        await using var again = await StartAsync(database);
        await again.CaughtUpAsync(database);

        Assert.Equal(
            ["insert 1|old||0 without Body Version", "update 1|older||0 without Body Version", "delete", "insert 2|new|text|7"], await SeenAsync(database));
        Assert.Contains(again.Logs.GetSnapshot(), static record => record.Id.Id == 3003);
    }

    [Fact]
    public async Task A_column_that_the_model_does_not_know_is_passed_over_and_named_once()
    {
        await using var database = await UntriggeredAsync();
        await using var consumer = await StreamingAsync(database);
        await database.ExecuteAsync("ALTER TABLE items ADD COLUMN extra jsonb DEFAULT '{}'");
        await database.ExecuteAsync("INSERT INTO items VALUES (1, 'a', NULL, 0)");
        await database.ExecuteAsync("ALTER TABLE items ADD COLUMN more text");
        await database.ExecuteAsync("INSERT INTO items VALUES (2, 'b', NULL, 0)");
        await consumer.CaughtUpAsync(database);

        Assert.Equal(["insert 1|a||0", "insert 2|b||0"], await SeenAsync(database));
        Assert.Equal(
            ["extra", "more"],
            consumer.Logs.GetSnapshot().Where(static record => record.Id.Id == 3002).Select(static record => record.GetStructuredStateValue("Column")));
    }

    [Fact]
    public async Task A_dropped_column_is_still_read_from_rows_that_were_written_before()
    {
        await using var database = await UntriggeredAsync();
        await StopAsync(database);
        await database.ExecuteAsync("INSERT INTO items VALUES (1, 'a', 'body', 1)");
        await database.ExecuteAsync("ALTER TABLE items DROP COLUMN body");
        await using var consumer = await StartAsync(database);
        await consumer.CaughtUpAsync(database);
        await database.ExecuteAsync("INSERT INTO items VALUES (2, 'b', 2)");
        await consumer.Monitor.WaitForAsync(PgCdcState.Faulted, Deadline.Token());

        Assert.Equal(["insert 1|a|body|1"], await SeenAsync(database));
        var fault = Assert.IsType<BindException>(consumer.Monitor.Fault);
        Assert.Contains("column \"body\" of Item.Body is not among the published columns", fault.Message, StringComparison.Ordinal);
        Assert.True(fault.IsColumnMissing);
    }

    [Fact]
    public async Task A_renamed_column_is_not_taken_for_one_that_was_added()
    {
        await using var database = await UntriggeredAsync();
        await database.ExecuteAsync("ALTER TABLE items RENAME COLUMN version TO revision");
        await StopAsync(database);
        await database.ExecuteAsync("INSERT INTO items VALUES (1, 'a', NULL, 5)");
        await database.ExecuteAsync("ALTER TABLE items RENAME COLUMN revision TO version");
        await using var consumer = await StartAsync(database);
        await consumer.Monitor.WaitForAsync(PgCdcState.Faulted, Deadline.Token());

        Assert.True(Assert.IsType<BindException>(consumer.Monitor.Fault).IsColumnMissing);
        Assert.Empty(await SeenAsync(database));
    }

    [Fact]
    public async Task A_retyped_column_is_read_by_the_type_that_its_rows_were_written_with()
    {
        await using var database = await UntriggeredAsync();
        await StopAsync(database);
        await database.ExecuteAsync("INSERT INTO items VALUES (1, 'a', NULL, 1)");
        await database.ExecuteAsync("ALTER TABLE items ALTER COLUMN version TYPE bigint, ALTER COLUMN name TYPE varchar(20)");
        await database.ExecuteAsync("INSERT INTO items VALUES (2, 'b', NULL, 2)");
        await database.ExecuteAsync("ALTER TABLE items ALTER COLUMN version TYPE smallint, ALTER COLUMN name TYPE char(3)");
        await database.ExecuteAsync("INSERT INTO items VALUES (3, 'c', NULL, 3)");
        await using var consumer = await StartAsync(database);
        await consumer.CaughtUpAsync(database);

        Assert.Equal(["insert 1|a||1", "insert 2|b||2", "insert 3|c  ||3"], await SeenAsync(database));
    }

    [Fact]
    public async Task A_column_retyped_to_what_the_property_cannot_hold_is_a_stop_at_the_first_row_of_it()
    {
        await using var database = await UntriggeredAsync();
        await using var consumer = await StreamingAsync(database);
        await database.ExecuteAsync("INSERT INTO items VALUES (1, 'a', NULL, 1)");
        await database.ExecuteAsync("ALTER TABLE items ALTER COLUMN version TYPE bool USING true");
        await consumer.CaughtUpAsync(database);
        await database.ExecuteAsync("INSERT INTO items VALUES (2, 'b', NULL, true)");
        await consumer.Monitor.WaitForAsync(PgCdcState.Faulted, Deadline.Token());

        Assert.Equal(["insert 1|a||1"], await SeenAsync(database));
        Assert.Contains("column \"version\"", Assert.IsType<BindException>(consumer.Monitor.Fault).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Columns_that_change_places_are_found_by_name()
    {
        await using var database = await UntriggeredAsync();
        await StopAsync(database);
        await database.ExecuteAsync("INSERT INTO items VALUES (1, 'a', 'body', 1)");
        await database.ExecuteAsync(
            "ALTER TABLE items RENAME COLUMN name TO was; ALTER TABLE items ADD COLUMN name text; UPDATE items SET name = was; ALTER TABLE items DROP COLUMN was");
        await database.ExecuteAsync("INSERT INTO items (id, name, body, version) VALUES (2, 'b', 'text', 2)");
        await using var consumer = await StartAsync(database);
        await consumer.CaughtUpAsync(database);

        Assert.Equal(["insert 1|a|body|1", "update 1|a|body|1", "insert 2|b|text|2"], await SeenAsync(database));
    }

    [Fact]
    public async Task Rows_written_under_another_name_of_the_table_are_not_the_entitys()
    {
        await using var database = await UntriggeredAsync();
        await StopAsync(database);
        await database.ExecuteAsync("INSERT INTO items VALUES (1, 'a', NULL, 0)");
        await database.ExecuteAsync("ALTER TABLE items RENAME TO things");
        await database.ExecuteAsync("INSERT INTO things VALUES (2, 'b', NULL, 0)");
        await database.ExecuteAsync("CREATE SCHEMA other; ALTER TABLE things SET SCHEMA other");
        await database.ExecuteAsync("INSERT INTO other.things VALUES (3, 'c', NULL, 0)");
        await database.ExecuteAsync("ALTER TABLE other.things SET SCHEMA public; ALTER TABLE things RENAME TO items");
        await database.ExecuteAsync("INSERT INTO items VALUES (4, 'd', NULL, 0)");
        await using var consumer = await StartAsync(database);
        await consumer.CaughtUpAsync(database);

        Assert.Equal(["insert 1|a||0", "insert 4|d||0"], await SeenAsync(database));
        Assert.Equal(
            ["public.things", "other.things"],
            consumer.Logs.GetSnapshot().Where(static record => record.Id.Id == 3001).Select(static record => record.GetStructuredStateValue("Table")));
    }

    [Fact]
    public async Task A_table_that_was_dropped_and_made_anew_goes_on_under_its_name()
    {
        await using var database = await UntriggeredAsync();
        await StopAsync(database);
        await database.ExecuteAsync("INSERT INTO items VALUES (1, 'a', NULL, 0)");
        await database.ExecuteAsync(
            "DROP TABLE items; CREATE TABLE items (version int NOT NULL, id bigint PRIMARY KEY, name text NOT NULL, body text); ALTER PUBLICATION pgcdc ADD TABLE items");
        await database.ExecuteAsync("INSERT INTO items VALUES (7, 2, 'b', NULL)");
        await using var consumer = await StartAsync(database);
        await consumer.CaughtUpAsync(database);

        Assert.Equal(["insert 1|a||0", "insert 2|b||7"], await SeenAsync(database));
    }

    [Fact]
    public async Task A_replica_identity_that_changes_on_the_way_brings_the_old_row_from_then_on()
    {
        await using var database = await UntriggeredAsync();
        await using var consumer = await StreamingAsync(database);
        await database.ExecuteAsync("INSERT INTO items VALUES (1, 'a', NULL, 0)");
        await database.ExecuteAsync("ALTER TABLE items REPLICA IDENTITY FULL");
        await database.ExecuteAsync("DELETE FROM items");
        await database.ExecuteAsync("INSERT INTO items VALUES (2, 'b', NULL, 0)");
        await database.ExecuteAsync("ALTER TABLE items REPLICA IDENTITY DEFAULT");
        await database.ExecuteAsync("DELETE FROM items");
        await consumer.CaughtUpAsync(database);

        Assert.Equal(["insert 1|a||0", "delete 1|a||0", "insert 2|b||0", "delete"], await SeenAsync(database));
    }

    [Fact]
    public async Task A_column_that_is_not_there_yet_is_waited_for_where_the_options_say_so()
    {
        await using var database = await server.CreateAsync();
        await database.ExecuteAsync("ALTER TABLE items DROP COLUMN body");
        await using var consumer = await StartAsync(
            database,
            static options =>
            {
                options.ValidateOnStart = true;
                options.MissingColumns = MissingColumnPolicy.Wait;
            });
        await consumer.Monitor.WaitForAsync(PgCdcState.Waiting, Deadline.Token());
        Assert.Contains("\"body\"", consumer.Monitor.Fault!.Message, StringComparison.Ordinal);
        await database.ExecuteAsync("ALTER TABLE items ADD COLUMN body text");
        await consumer.StreamingAsync();
        await database.ExecuteAsync("INSERT INTO items (id, name, body, version) VALUES (1, 'a', 'text', 0)");
        await consumer.CaughtUpAsync(database);

        Assert.Equal(["insert 1|a|text|0"], await SeenAsync(database));
        Assert.Single(consumer.Logs.GetSnapshot(), static record => record.Id.Id == 2007);
    }

    [Fact]
    public async Task A_column_list_that_leaves_a_property_out_is_waited_for_in_the_stream()
    {
        await using var database = await UntriggeredAsync();
        await using var consumer = await StreamingAsync(database, wait: true);
        await database.ExecuteAsync("ALTER PUBLICATION pgcdc SET TABLE items (id, name)");
        await database.ExecuteAsync("INSERT INTO items VALUES (1, 'a', NULL, 1)");
        await consumer.Monitor.WaitForAsync(PgCdcState.Waiting, Deadline.Token());
        await database.ExecuteAsync("ALTER PUBLICATION pgcdc SET TABLE items");
        await database.ExecuteAsync("INSERT INTO items VALUES (2, 'b', NULL, 2)");

        // What was written under the list stays without those columns: they stand behind all that it had.
        await consumer.CaughtUpAsync(database);
        Assert.Equal(["insert 1|a||0 without Body Version", "insert 2|b||2"], await SeenAsync(database));
    }

    [Fact]
    public async Task A_row_filter_turns_updates_across_its_border_into_inserts_and_deletes()
    {
        await using var database = await UntriggeredAsync();
        await database.ExecuteAsync("ALTER TABLE items REPLICA IDENTITY FULL; ALTER PUBLICATION pgcdc SET TABLE items WHERE (version > 0)");
        await using var consumer = await StreamingAsync(database);
        await database.ExecuteAsync("INSERT INTO items VALUES (1, 'a', NULL, 0), (2, 'b', NULL, 1)");
        await database.ExecuteAsync("UPDATE items SET version = 1 - version");
        await consumer.CaughtUpAsync(database);

        Assert.Equal(["insert 2|b||1", "insert 1|a||1", "delete 2|b||1"], await SeenAsync(database));
    }

    private static async Task<string[]> SeenAsync(TestDatabase database) =>
        await database.ListAsync<string>("SELECT trim(operation || ' ' || coalesce(value, '')) FROM seen ORDER BY id");

    private static Task<RunningConsumer> StartAsync(TestDatabase database, Action<PgCdcOptions>? options = null) => RunningConsumer.StartAsync(
        database,
        static cdc => cdc.AddHandler<Item, SentHandler<Item>>(),
        settings =>
        {
            settings.ValidateOnStart = false;
            options?.Invoke(settings);
        });

    private static async Task<RunningConsumer> StreamingAsync(TestDatabase database, string? sql = null, bool wait = false)
    {
        if (sql is not null)
        {
            await database.ExecuteAsync(sql);
        }

        var consumer = await StartAsync(database, options => options.MissingColumns = wait ? MissingColumnPolicy.Wait : MissingColumnPolicy.Stop);
        await consumer.StreamingAsync();
        return consumer;
    }

    /// <summary>Leaves a slot behind which everything that follows will still be there.</summary>
    private static async Task StopAsync(TestDatabase database)
    {
        await using var consumer = await StreamingAsync(database);
    }

    private async Task<TestDatabase> UntriggeredAsync()
    {
        var database = await server.CreateAsync();
        await database.ExecuteAsync("ALTER TABLE items DISABLE TRIGGER USER");
        return database;
    }

    private async Task<TestDatabase> WithoutAsync(params string[] columns)
    {
        var database = await UntriggeredAsync();
        await database.ExecuteAsync($"ALTER TABLE items {string.Join(", ", columns.Select(static column => $"DROP COLUMN {column}"))}");
        return database;
    }
}
