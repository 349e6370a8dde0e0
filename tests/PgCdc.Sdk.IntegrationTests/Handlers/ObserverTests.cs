using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using PgCdc.Sdk.IntegrationTests.Infrastructure;
using PgCdc.Sdk.IntegrationTests.Model;

namespace PgCdc.Sdk.IntegrationTests.Handlers;

[Trait("Needs", "Postgres")]
public sealed class ObserverTests(ServerFixture server)
{
    [Fact]
    public async Task An_observer_sees_the_life_of_the_stream()
    {
        await using var database = await server.CreateAsync();
        await database.ExecuteAsync("CREATE DOMAIN price AS numeric; CREATE TABLE plain (id int PRIMARY KEY, amount price); ALTER PUBLICATION pgcdc ADD TABLE plain");
        var life = new List<string>();
        await using var consumer = await RunningConsumer.StartAsync(
            database, static cdc => cdc.AddObserver<LifeObserver>().AddHandler<Item, SeenHandler<Item>>(), services: services => services.AddSingleton(life));
        await consumer.StreamingAsync();

        await database.ExecuteAsync("INSERT INTO items VALUES (1, 'x', NULL, 0); INSERT INTO plain VALUES (5, 1.50); DELETE FROM plain; TRUNCATE items");
        await consumer.CaughtUpAsync(database);

        Assert.Equal(
            [
                "slot",
                "begin",
                "relation public.items Item id* name body version",
                "Insert public.items id=1 name=x body=NULL version=0",
                "relation public.plain  id* amount",
                "Insert public.plain id=5 amount=1.50",
                "Delete public.plain id=5",
                // A truncated table has a new file, so the server describes it again.
                "relation public.items Item id* name body version",
                "Truncate public.items ",
                "commit",
            ],
            life);
    }

    [Fact]
    public async Task The_snapshot_of_a_new_slot_shows_what_the_stream_will_not_and_what_observers_write_commits_with_the_checkpoint()
    {
        await using var database = await server.CreateAsync();
        await database.ExecuteAsync("INSERT INTO items SELECT i, 'old', NULL, 0 FROM generate_series(1, 5) AS i");
        await using var consumer = await RunningConsumer.StartAsync(
            database,
            static cdc => cdc.AddObserver<CopyingObserver>().AddHandler<Item, SeenHandler<Item>>(),
            services: services => services.AddSingleton(database.Source));
        await consumer.StreamingAsync();
        await database.ExecuteAsync("INSERT INTO items VALUES (6, 'new', NULL, 0)");
        await consumer.CaughtUpAsync(database);

        Assert.Equal(
            ["copied 1,2,3,4,5", "insert ItemKey { Id = 6 }"], await database.ListAsync<string>("SELECT operation || ' ' || key FROM seen ORDER BY id"));
    }

    internal sealed class LifeObserver(List<string> life) : IStreamObserver
    {
        public ValueTask OnSlotCreatedAsync(SlotCreated created, CancellationToken cancellationToken) => Add("slot");

        public ValueTask OnTransactionBeginAsync(TransactionContext transaction, CancellationToken cancellationToken) => Add("begin");

        public ValueTask OnRelationAsync(RelationSeen relation, CancellationToken cancellationToken) => Add(
            $"relation {relation.Schema}.{relation.Table} {relation.Entity?.Name} {string.Join(' ', relation.Columns.Select(column => column.Name + (column.IsKey ? "*" : "")))}");

        public ValueTask OnChangeAsync(UntypedChange change, CancellationToken cancellationToken) => Add(
            $"{change.Operation} {change.Schema}.{change.Table} {string.Join(' ', (change.After ?? change.Before ?? []).Select(field => FormattableString.Invariant($"{field.Column}={field.Value ?? "NULL"}")))}");

        public ValueTask OnTransactionCommitAsync(TransactionContext transaction, CancellationToken cancellationToken) => Add("commit");

        private ValueTask Add(string line)
        {
            life.Add(line);
            return ValueTask.CompletedTask;
        }
    }

    internal sealed class CopyingObserver(StoreContext context, NpgsqlDataSource source) : IStreamObserver
    {
        public async ValueTask OnSlotCreatedAsync(SlotCreated created, CancellationToken cancellationToken)
        {
            await using var connection = await source.OpenConnectionAsync(cancellationToken);
            await using var command = new NpgsqlCommand(
                $"BEGIN ISOLATION LEVEL REPEATABLE READ; SET TRANSACTION SNAPSHOT '{created.SnapshotName}'; SELECT string_agg(id::text, ',' ORDER BY id) FROM items",
                connection);
            context.Seen.Add(new Seen { Position = "", Operation = "copied", Key = (string)(await command.ExecuteScalarAsync(cancellationToken))! });
        }
    }
}
