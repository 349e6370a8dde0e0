using Microsoft.EntityFrameworkCore;
using PgCdc.Sdk.Migrations.Tests.Postgres;
using PgCdc.Sdk.Testing;

namespace PgCdc.Sdk.Migrations.Tests.Logging;

/// <summary>
/// The log pairs an update's old and new rows by their order in the transition tables. No page of the server's documentation promises
/// that order, so this guards it on every version whose binaries are found.
/// </summary>
[Trait("Needs", "Postgres")]
public sealed class PairingTests(PostgresFixture postgres)
{
    public static TheoryData<int, string> Servers()
        => new(PostgresBinaries.FindAll().Select(binaries => (binaries.Version, binaries.Directory)));

    [Theory]
    [MemberData(nameof(Servers))]
    public async Task Old_and_new_rows_of_a_plain_table_keep_together(int version, string binDirectory)
    {
        Assert.True(version >= PostgresBinaries.OldestVersion);
        var database = await StartAsync(binDirectory, "CREATE TABLE orders (id integer PRIMARY KEY, name text)");

        // The name tells which row it is, whatever its key has become; with replica identity full the old row tells it as well.
        Assert.Equal("0", await database.ScalarAsync("SELECT count(*) FROM pgcdc.log_public_orders WHERE pgcdc_op = 'U' AND name <> pgcdc_old_name"));
        Assert.Equal("0", await database.ScalarAsync("SELECT count(*) FROM pgcdc.log_public_orders WHERE pgcdc_op = 'U' AND id = pgcdc_old_id"));
        Assert.NotEqual("0", await database.ScalarAsync("SELECT count(*) FROM pgcdc.log_public_orders WHERE pgcdc_op = 'U'"));
        await AssertReplaysAsync(database);
    }

    [Theory]
    [MemberData(nameof(Servers))]
    public async Task The_log_of_a_partitioned_table_replays_to_the_table(int version, string binDirectory)
    {
        Assert.True(version >= PostgresBinaries.OldestVersion);
        var database = await StartAsync(
            binDirectory,
            "CREATE TABLE orders (id integer PRIMARY KEY, name text) PARTITION BY RANGE (id)",
            "CREATE TABLE orders_low PARTITION OF orders FOR VALUES FROM (MINVALUE) TO (500)",
            "CREATE TABLE orders_high PARTITION OF orders FOR VALUES FROM (500) TO (MAXVALUE)");

        await AssertReplaysAsync(database);
    }

    [Theory]
    [MemberData(nameof(Servers))]
    public async Task Every_version_installs_and_removes_everything(int version, string binDirectory)
    {
        Assert.True(version >= PostgresBinaries.OldestVersion);
        var database = await postgres.CreateDatabaseAsync(binDirectory);
        var excluding = Models.Orders(capture => capture.Exclude("secret"), entity => entity.Column<string?>("secret"));

        await database.CreateAsync(excluding);
        await database.ExecuteAsync("INSERT INTO orders (id, name) VALUES (1, 'a')", "UPDATE orders SET id = 2", "DELETE FROM orders", "TRUNCATE orders");

        Assert.Equal(["I id=1 name=a", "U id=2 name=a old_id=1", "D old_id=2", "T"], await database.LogAsync());
        await database.MigrateAsync(excluding, null);
        Assert.Empty(await database.ListAsync("SELECT nspname FROM pg_namespace WHERE nspname = 'pgcdc' UNION ALL SELECT pubname FROM pg_publication"));
    }

    private async Task<TestDatabase> StartAsync(string binDirectory, params string[] tables)
    {
        var database = await postgres.CreateDatabaseAsync(binDirectory);
        await database.ExecuteAsync(tables);
        await database.MigrateAsync(
            Models.Orders(null, entity => entity.CaptureChanges(false)),
            Models.Orders(capture => capture.ReplicaIdentity(CaptureReplicaIdentity.Full)));
        await database.ExecuteAsync(
            "INSERT INTO orders SELECT i, 'row ' || i FROM generate_series(2, 1000, 2) i",
            // Every key moves, half of the rows to another partition, in an order that a sort has mixed; even keys become odd ones.
            "UPDATE orders o SET id = s.target FROM (SELECT id, 1001 - id AS target FROM orders ORDER BY md5(id::text)) s WHERE s.id = o.id",
            "MERGE INTO orders o USING generate_series(1, 1500, 3) s (id) ON o.id = s.id WHEN MATCHED AND s.id % 5 = 0 THEN DELETE WHEN MATCHED THEN UPDATE SET id = -s.id WHEN NOT MATCHED THEN INSERT VALUES (s.id, 'row ' || s.id)",
            "MERGE INTO orders o USING generate_series(1, 1500, 2) s (id) ON o.id = s.id WHEN MATCHED THEN UPDATE SET id = -s.id",
            "INSERT INTO orders SELECT i, 'row ' || i FROM generate_series(2001, 2010) i ON CONFLICT (id) DO UPDATE SET id = orders.id + 10000",
            "INSERT INTO orders SELECT i, 'row ' || i FROM generate_series(2005, 2015) i ON CONFLICT (id) DO UPDATE SET id = orders.id + 10000");

        return database;
    }

    /// <summary>The log, played from the start onto an empty table, gives the table.</summary>
    private static async Task AssertReplaysAsync(TestDatabase database)
    {
        await database.ExecuteAsync("""
            CREATE TABLE replayed (id integer, name text);
            DO $$
            DECLARE change record;
            BEGIN
                FOR change IN SELECT * FROM pgcdc.log_public_orders ORDER BY pgcdc_seq LOOP
                    IF change.pgcdc_op IN ('U', 'D') THEN
                        DELETE FROM replayed WHERE (id, name) = (change.pgcdc_old_id, change.pgcdc_old_name);
                    END IF;
                    IF change.pgcdc_op IN ('I', 'U') THEN
                        INSERT INTO replayed VALUES (change.id, change.name);
                    END IF;
                END LOOP;
            END $$;
            """);

        Assert.Equal("0", await database.ScalarAsync("SELECT count(*) FROM (TABLE orders EXCEPT ALL TABLE replayed UNION ALL (TABLE replayed EXCEPT ALL TABLE orders)) d"));
    }
}
