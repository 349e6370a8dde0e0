using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PgCdc.Sdk.IntegrationTests.Infrastructure;
using PgCdc.Sdk.IntegrationTests.Model;

namespace PgCdc.Sdk.IntegrationTests.Handlers;

[Trait("Needs", "Postgres")]
public sealed class HandlerTests(ServerFixture server)
{
    [Fact]
    public async Task A_handler_that_fails_twice_is_given_the_change_a_third_time_and_nothing_is_doubled()
    {
        await using var database = await server.CreateAsync();
        await using var consumer = await RunningConsumer.StartAsync(
            database,
            static cdc => cdc.AddHandler<Item, FailingHandler>(),
            services: static services => services.AddSingleton(new FailureSwitch(2)));
        await consumer.StreamingAsync();

        await database.ExecuteAsync("INSERT INTO items VALUES (1, 'good', NULL, 0)");
        await database.ExecuteAsync("INSERT INTO items VALUES (2, 'bad', NULL, 0)");
        await database.ExecuteAsync("INSERT INTO items VALUES (3, 'good', NULL, 0)");
        await consumer.CaughtUpAsync(database);

        Assert.Equal(["1", "2", "3"], await database.ListAsync<string>("SELECT key FROM seen ORDER BY id"));
        Assert.Equal("attempt 3", await database.QueryAsync<string>("SELECT value FROM seen WHERE key = '2'"));
        Assert.Equal(2, consumer.Logs.GetSnapshot().Count(static record => record.Id.Id == 4001));
    }

    [Fact]
    public async Task A_handler_that_keeps_failing_stops_the_consumer_with_position_table_key_and_cause()
    {
        await using var database = await server.CreateAsync();
        await using var consumer = await RunningConsumer.StartAsync(
            database,
            static cdc => cdc.AddHandler<Item, FailingHandler>(),
            static options => options.MaxHandlerRetries = 2,
            static services => services.AddSingleton(new FailureSwitch(int.MaxValue)));
        await consumer.StreamingAsync();

        await database.ExecuteAsync("INSERT INTO items VALUES (1, 'good', NULL, 0)");
        await database.ExecuteAsync("INSERT INTO items VALUES (2, 'bad', NULL, 0)");
        await database.ExecuteAsync("INSERT INTO items VALUES (3, 'good', NULL, 0)");
        await consumer.Monitor.WaitForAsync(PgCdcState.Faulted, Deadline.Token());

        var fault = Assert.IsType<HandlerException>(consumer.Monitor.Fault);
        Assert.Equal("public.items", fault.Table);
        Assert.Equal(new ItemKey(2), fault.Key);
        Assert.IsType<InvalidDataException>(fault.InnerException);
        Assert.Equal(["1"], await database.ListAsync<string>("SELECT key FROM seen ORDER BY id"));
        Assert.True(await database.StoredAsync() < fault.Position.CommitLsn);
        Assert.True(await database.ConfirmedAsync() <= await database.StoredAsync());
        Assert.DoesNotContain(consumer.Logs.GetSnapshot(), static record => record.Message.Contains("ItemKey", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_write_that_the_database_refuses_at_the_commit_is_the_handlers_failure()
    {
        await using var database = await server.CreateAsync();
        await database.ExecuteAsync("CREATE UNIQUE INDEX ON seen (key)");
        await using var consumer = await RunningConsumer.StartAsync(
            database, static cdc => cdc.AddHandler<Item, SeenHandler<Item>>(), static options => options.MaxHandlerRetries = 1);
        await consumer.StreamingAsync();

        await database.ExecuteAsync("INSERT INTO items VALUES (1, 'x', NULL, 0)");
        await database.ExecuteAsync("UPDATE items SET version = 1");
        await consumer.Monitor.WaitForAsync(PgCdcState.Faulted, Deadline.Token());

        var fault = Assert.IsType<HandlerException>(consumer.Monitor.Fault);
        Assert.IsType<DbUpdateException>(fault.InnerException);
        Assert.True(fault.Position.CommitLsn > await database.StoredAsync());
        Assert.Equal(["insert"], await database.ListAsync<string>("SELECT operation FROM seen"));
    }

    [Fact]
    public async Task A_batch_handler_receives_a_whole_group_in_commit_order()
    {
        await using var database = await server.CreateAsync();
        var batches = new List<(int Count, string First, string Last)>();
        await using var consumer = await RunningConsumer.StartAsync(
            database,
            static cdc => cdc.AddHandler<Item, BatchHandler>(),
            static options => options.MaxBatchSize = 400,
            services => services.AddSingleton(batches));
        await consumer.StreamingAsync();

        await database.ExecuteAsync("INSERT INTO items SELECT i, 'n' || i, NULL, 0 FROM generate_series(1, 1000) AS i");
        await consumer.CaughtUpAsync(database);

        Assert.Equal([(400, "n1", "n400"), (400, "n401", "n800"), (200, "n801", "n1000")], batches);
    }

    [Fact]
    public async Task Handlers_of_one_change_are_called_in_their_stated_order()
    {
        await using var database = await server.CreateAsync();
        await using var consumer = await RunningConsumer.StartAsync(
            database, static cdc => cdc.AddHandler<Item, Second>(2).AddHandler<Item, First>(1).AddHandler<Item, Alpha>().AddHandler<Item, Beta>());
        await consumer.StreamingAsync();

        await database.ExecuteAsync("INSERT INTO items VALUES (1, 'x', NULL, 0)");
        await consumer.CaughtUpAsync(database);

        Assert.Equal(["Alpha", "Beta", "First", "Second"], await database.ListAsync<string>("SELECT operation FROM seen ORDER BY id"));
    }

    [Fact]
    public async Task An_unchanged_out_of_line_value_is_not_sent_unless_the_old_row_brings_it()
    {
        await using var database = await server.CreateAsync();
        await database.ExecuteAsync("ALTER TABLE items ALTER body SET STORAGE EXTERNAL; ALTER TABLE parts ALTER drawing SET STORAGE EXTERNAL");
        var notes = new List<string>();
        await using var consumer = await RunningConsumer.StartAsync(
            database,
            static cdc => cdc.AddHandler<Item, ToastHandler>().AddHandler<Part, ToastHandler>(),
            services: services => services.AddSingleton(notes));
        await consumer.StreamingAsync();

        await database.ExecuteAsync(
            """
            INSERT INTO items VALUES (1, 'x', repeat('b', 20000), 0);
            UPDATE items SET version = 1;
            UPDATE items SET body = NULL;
            INSERT INTO parts VALUES (1, 1, 'x', repeat('d', 20000));
            UPDATE parts SET label = 'y';
            """);
        await consumer.CaughtUpAsync(database);

        Assert.Equal(
            [
                "item: body not sent, changed unknown",
                "item: body sent, null",
                "part: drawing sent, 20000 long, label changed, drawing unchanged",
            ],
            notes);
    }

    internal sealed class BatchHandler(List<(int Count, string First, string Last)> batches) : IOnBatch<Item>
    {
        public ValueTask OnBatchAsync(IReadOnlyList<Change<Item>> changes, CancellationToken cancellationToken)
        {
            batches.Add((changes.Count, changes[0].After!.Name, changes[^1].After!.Name));
            return ValueTask.CompletedTask;
        }
    }

    internal abstract class NamedHandler(StoreContext context) : IOnInsert<Item>
    {
        public async ValueTask OnInsertAsync(Inserted<Item> change, CancellationToken cancellationToken)
        {
            context.Seen.Add(new Seen { Position = change.Context.Position.ToString(), Operation = GetType().Name, Key = "" });
            // Saved at once: the order of the rows is the order of the calls.
            await context.SaveChangesAsync(cancellationToken);
        }
    }

    internal sealed class First(StoreContext context) : NamedHandler(context);

    internal sealed class Second(StoreContext context) : NamedHandler(context);

    internal sealed class Alpha(StoreContext context) : NamedHandler(context);

    internal sealed class Beta(StoreContext context) : NamedHandler(context);

    internal sealed class ToastHandler(List<string> notes) : IOnItemUpdate, IOnPartUpdate
    {
        public ValueTask OnUpdateAsync(ItemUpdate change, CancellationToken cancellationToken)
        {
            notes.Add(change.NotSent.Body
                ? $"item: body not sent, changed {(change.Changed.Body ? "claimed" : "unknown")}"
                : $"item: body sent, {change.After.Body ?? "null"}");
            return ValueTask.CompletedTask;
        }

        public ValueTask OnUpdateAsync(PartUpdate change, CancellationToken cancellationToken)
        {
            notes.Add(
                $"part: drawing {(change.NotSent.Drawing ? "not sent" : "sent")}, {change.After.Drawing?.Length} long, label {(change.Changed.Label ? "changed" : "unchanged")}, drawing {(change.Changed.Drawing ? "changed" : "unchanged")}");
            return ValueTask.CompletedTask;
        }
    }
}
