using Microsoft.EntityFrameworkCore;
using PgCdc.Sdk.Migrations.Metadata;
using PgCdc.Sdk.Migrations.Tests.Postgres;
using PgCdc.Sdk.Testing;

namespace PgCdc.Sdk.Migrations.Tests.Logging;

/// <summary>
/// A function's plans are made in a session's first call and kept. One made for an update of a single row must not be applied to a large
/// one in a way that takes minutes: as a nested loop, 20,000 rows took more than one.
/// </summary>
[Trait("Needs", "Postgres")]
public sealed class PlanTests(PostgresFixture postgres)
{
    public static TheoryData<string, bool> Servers()
        => new(PostgresBinaries.FindAll().SelectMany(binaries => new[] { (binaries.Directory, false), (binaries.Directory, true) }));

    [Theory]
    [MemberData(nameof(Servers))]
    public async Task A_small_update_does_not_spoil_a_large_one_in_the_same_session(string binDirectory, bool full)
    {
        var database = await postgres.CreateDatabaseAsync(binDirectory);
        await database.CreateAsync(Models.Orders(capture => capture.ReplicaIdentity(full ? CaptureReplicaIdentity.Full : CaptureReplicaIdentity.Default)));
        await database.ExecuteAsync("INSERT INTO orders SELECT i, 'n' || i FROM generate_series(1, 50000) i");
        await using var connection = await database.OpenAsync();

        await connection.ExecuteAsync("SET statement_timeout = '20s'; UPDATE orders SET name = 'x' WHERE id = 1; UPDATE orders SET id = -id");

        Assert.Equal(
            "50000",
            await database.ScalarAsync("SELECT count(*) FROM pgcdc.log_public_orders WHERE pgcdc_op = 'U' AND id = -pgcdc_old_id"));
    }

    [Fact]
    public async Task Keys_of_several_columns_and_of_other_types_are_paired()
    {
        var database = await postgres.CreateDatabaseAsync();
        await database.CreateAsync(model =>
        {
            model.Entity("Line", entity =>
            {
                entity.ToTable("lines");
                entity.Property<Guid>("A").HasColumnName("a");
                entity.Property<int>("B").HasColumnName("b");
                entity.HasKey("A", "B");
                entity.CaptureChanges();
            });
            model.Entity("Named", entity =>
            {
                entity.ToTable("named");
                entity.Property<string>("Key").HasColumnName("key");
                entity.HasKey("Key");
                entity.CaptureChanges();
            });
        });

        await database.ExecuteAsync(
            "INSERT INTO lines SELECT '00000000-0000-0000-0000-000000000001', i FROM generate_series(1, 3) i",
            "UPDATE lines SET a = '00000000-0000-0000-0000-000000000002', b = -b",
            "INSERT INTO named VALUES ('x'), ('y')",
            "UPDATE named SET key = key || '!'");

        Assert.Equal(
            ["-1 1", "-2 2", "-3 3"],
            await database.ListAsync("SELECT b, pgcdc_old_b FROM pgcdc.log_public_lines WHERE pgcdc_op = 'U' AND a <> pgcdc_old_a ORDER BY pgcdc_seq"));
        Assert.Equal(
            ["x! x", "y! y"],
            await database.ListAsync("SELECT key, pgcdc_old_key FROM pgcdc.log_public_named WHERE pgcdc_op = 'U' ORDER BY pgcdc_seq"));
    }
}
