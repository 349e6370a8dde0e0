using Npgsql;
using PgCdc.Sdk.Migrations.Tests.Postgres;

namespace PgCdc.Sdk.Migrations.Tests.Logging;

[Trait("Needs", "Postgres")]
public sealed class ReplicaRoleTests(PostgresFixture postgres)
{
    private const string Changes = """
        BEGIN;
        SET LOCAL session_replication_role = replica;
        INSERT INTO orders VALUES (1, 'a'), (2, 'b');
        UPDATE orders SET name = 'c' WHERE id = 2;
        DELETE FROM orders WHERE id = 1;
        TRUNCATE orders;
        COMMIT;
        """;

    [Fact]
    public async Task Changes_of_a_session_in_the_replica_role_are_logged_once()
    {
        var database = await postgres.CreateDatabaseAsync();
        await database.CreateAsync(Models.Orders());

        await database.ExecuteAsync(Changes);

        Assert.Equal(["I id=1 name=a", "I id=2 name=b", "U id=2 name=c old_id=2", "D old_id=1", "T"], await database.LogAsync());
    }

    [Fact]
    public async Task Changes_of_a_session_in_the_replica_role_are_left_out_where_asked()
    {
        var database = await postgres.CreateDatabaseAsync();
        await database.CreateAsync(Models.Orders(capture => capture.WithoutReplicatedChanges()));

        await database.ExecuteAsync(Changes, "INSERT INTO orders VALUES (3, 'd')");

        Assert.Equal(["I id=3 name=d"], await database.LogAsync());
    }

    [Fact]
    public async Task Changes_that_a_logical_subscription_applies_are_logged()
    {
        var source = await postgres.CreateDatabaseAsync();
        var target = await postgres.CreateDatabaseAsync();
        var slot = new NpgsqlConnectionStringBuilder(target.ConnectionString).Database!;
        await source.ExecuteAsync("CREATE TABLE orders (id int PRIMARY KEY, name text)", "CREATE PUBLICATION feed FOR TABLE orders");
        await target.CreateAsync(Models.Orders());
        // Within one cluster the slot has to exist beforehand: the subscription would wait for its own transaction to end.
        await source.ExecuteAsync($"SELECT pg_create_logical_replication_slot('{slot}', 'pgoutput')");
        await target.ExecuteAsync(
            $"CREATE SUBSCRIPTION {slot} CONNECTION '{await ConnectionInfoAsync(source)}' PUBLICATION feed WITH (create_slot = false, slot_name = '{slot}', copy_data = false)");

        try
        {
            await source.ExecuteAsync(
                "INSERT INTO orders VALUES (1, 'a'), (2, 'b')",
                "UPDATE orders SET name = 'c' WHERE id = 2",
                "DELETE FROM orders WHERE id = 1",
                "TRUNCATE orders");
            await UntilAsync(target, "SELECT EXISTS (SELECT FROM pgcdc.log_public_orders WHERE pgcdc_op = 'T')::text", "true");

            Assert.Equal(["I id=1 name=a", "I id=2 name=b", "U id=2 name=c old_id=2", "D old_id=1", "T"], await target.LogAsync());
        }
        finally
        {
            await target.ExecuteAsync($"DROP SUBSCRIPTION {slot}");
        }
    }

    private static async Task<string> ConnectionInfoAsync(TestDatabase database)
    {
        var builder = new NpgsqlConnectionStringBuilder(database.ConnectionString);
        var password = builder.Password is null ? "" : $" password={builder.Password}";
        var port = await database.ScalarAsync("SELECT current_setting('port')");

        return $"host=127.0.0.1 port={port} user={builder.Username} dbname={builder.Database}{password}";
    }

    private static async Task UntilAsync(TestDatabase database, string sql, string expected)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        deadline.CancelAfter(TimeSpan.FromSeconds(30));
        using var tick = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (await database.ScalarAsync(sql) != expected)
        {
            await tick.WaitForNextTickAsync(deadline.Token);
        }
    }
}
