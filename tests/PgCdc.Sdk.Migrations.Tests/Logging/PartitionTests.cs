using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Migrations.Operations;
using PgCdc.Sdk.Migrations.Tests.Postgres;

namespace PgCdc.Sdk.Migrations.Tests.Logging;

/// <summary>EF cannot create a partitioned table: a user does it by SQL in place of the scaffolded one.</summary>
[Trait("Needs", "Postgres")]
public sealed class PartitionTests(PostgresFixture postgres)
{
    [Fact]
    public async Task Rows_of_every_partition_reach_the_one_log()
    {
        var database = await PartitionedAsync();

        await database.ExecuteAsync("INSERT INTO orders VALUES (1, 'a'), (150, 'b')");

        Assert.Equal(["I id=1 name=a", "I id=150 name=b"], await database.LogAsync());
    }

    [Theory]
    [InlineData("origin")]
    [InlineData("replica")]
    public async Task A_move_between_partitions_is_the_delete_and_the_insert_that_the_stream_shows(string role)
    {
        var database = await PartitionedAsync();
        await database.ExecuteAsync("INSERT INTO orders VALUES (1, 'a'), (2, 'b')", "TRUNCATE pgcdc.log_public_orders");

        await database.ExecuteAsync($"BEGIN; SET LOCAL session_replication_role = {role}; UPDATE orders SET id = id * 99; COMMIT");

        Assert.Equal(["U id=99 name=a old_id=1", "D old_id=2", "I id=198 name=b"], await database.LogAsync());
    }

    [Fact]
    public async Task A_write_to_a_partition_itself_is_logged()
    {
        var database = await PartitionedAsync();

        await database.ExecuteAsync(
            "INSERT INTO orders_low VALUES (1, 'a')",
            "CREATE TABLE orders_later PARTITION OF orders FOR VALUES FROM (1000) TO (2000)",
            "INSERT INTO orders_later VALUES (1001, 'b')",
            "BEGIN; SET LOCAL session_replication_role = replica; DELETE FROM orders_later; COMMIT");

        Assert.Equal(["I id=1 name=a", "I id=1001 name=b", "D old_id=1001"], await database.LogAsync());
    }

    [Fact]
    public async Task A_truncate_of_the_root_is_logged_once()
    {
        var database = await PartitionedAsync();

        await database.ExecuteAsync("TRUNCATE orders");

        Assert.Equal(["T"], await database.LogAsync());
    }

    [Theory]
    [InlineData(CaptureReplicaIdentity.Full, "f, f, f, f")]
    [InlineData(CaptureReplicaIdentity.Index, "i AK_orders_id_name, i orders_high_id_name_key, i orders_high_0_id_name_key, i orders_low_id_name_key")]
    public async Task Every_partition_gets_the_tables_replica_identity_and_the_way_back(CaptureReplicaIdentity identity, string expected)
    {
        var before = Models.Orders(null, Keyed);
        var after = Models.Orders(capture => _ = identity == CaptureReplicaIdentity.Index ? capture.ReplicaIdentityKey("Id", "Name") : capture.ReplicaIdentity(identity), Keyed);
        var database = await PartitionedAsync(before);
        const string Identities =
            """
            SELECT string_agg(trim(relreplident::text || ' ' || coalesce(index, '')), ', ' ORDER BY relname)
            FROM pg_class LEFT JOIN (SELECT indrelid, indexrelid::regclass::text AS index FROM pg_index WHERE indisreplident) AS used ON indrelid = oid
            WHERE relname LIKE 'orders%' AND relkind IN ('r', 'p')
            """;

        await database.MigrateAsync(before, after);
        Assert.Equal(expected, (await database.ScalarAsync(Identities))!.Replace("\"", "", StringComparison.Ordinal));
        await database.MigrateAsync(after, before);

        Assert.Equal("d, d, d, d", await database.ScalarAsync(Identities));

        static void Keyed(Microsoft.EntityFrameworkCore.Metadata.Builders.EntityTypeBuilder entity)
        {
            entity.Property<string>("Name").IsRequired();
            entity.HasAlternateKey("Id", "Name");
        }
    }

    [Fact]
    public async Task Partitions_are_published_as_their_root()
    {
        var database = await PartitionedAsync();

        Assert.Equal(["orders"], await database.ListAsync("SELECT tablename FROM pg_publication_tables"));
    }

    private async Task<TestDatabase> PartitionedAsync(Action<ModelBuilder>? model = null)
    {
        var database = await postgres.CreateDatabaseAsync();
        await database.MigrateAsync(
            _ => { },
            model ?? Models.Orders(),
            operations => [.. operations.SelectMany<MigrationOperation, MigrationOperation>(operation => operation is CreateTableOperation { Name: "orders" } create
                ? [Partitioned(model is not null), Capture(create)]
                : [operation])]);

        return database;
    }

    private static SqlOperation Partitioned(bool keyed) => new()
    {
        Sql = keyed
            ? """
            CREATE TABLE orders (id integer PRIMARY KEY, name text NOT NULL, CONSTRAINT "AK_orders_id_name" UNIQUE (id, name)) PARTITION BY RANGE (id);
            CREATE TABLE orders_low PARTITION OF orders FOR VALUES FROM (0) TO (100);
            CREATE TABLE orders_high PARTITION OF orders FOR VALUES FROM (100) TO (1000) PARTITION BY RANGE (id);
            CREATE TABLE orders_high_0 PARTITION OF orders_high DEFAULT;
            """
            : """
            CREATE TABLE orders (id integer PRIMARY KEY, name text) PARTITION BY RANGE (id);
            CREATE TABLE orders_low PARTITION OF orders FOR VALUES FROM (0) TO (100);
            CREATE TABLE orders_high PARTITION OF orders FOR VALUES FROM (100) TO (1000);
            """,
    };

    private static AlterTableOperation Capture(CreateTableOperation create)
    {
        var alter = new AlterTableOperation { Name = create.Name, Schema = create.Schema };
        alter.AddAnnotations(create.GetAnnotations());

        return alter;
    }
}
