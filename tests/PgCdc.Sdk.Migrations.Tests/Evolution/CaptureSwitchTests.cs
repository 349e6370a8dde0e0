using Microsoft.EntityFrameworkCore;
using PgCdc.Sdk.Migrations.Tests.Postgres;

namespace PgCdc.Sdk.Migrations.Tests.Evolution;

/// <summary>Capture itself begins, changes and ends.</summary>
[Trait("Needs", "Postgres")]
public sealed class CaptureSwitchTests(PostgresFixture postgres)
{
    private static readonly Action<ModelBuilder> Empty = _ => { };
    private static readonly Action<ModelBuilder> Orders = Models.Orders();
    private static readonly Action<ModelBuilder> Uncaptured = Models.Orders(null, entity => entity.CaptureChanges(false));

    [Fact]
    public async Task Up_then_down_to_nothing_leaves_nothing_and_up_again_works()
    {
        var database = await postgres.CreateDatabaseAsync();

        await database.MigrateAsync((Action<ModelBuilder>?)null, Orders);
        await database.MigrateAsync(Orders, null);

        Assert.Empty(await ObjectsAsync(database));
        await database.MigrateAsync((Action<ModelBuilder>?)null, Orders);
        await database.ExecuteAsync("INSERT INTO orders VALUES (1, 'a')");
        Assert.Equal(["I id=1 name=a"], await database.LogAsync());
    }

    [Fact]
    public async Task Switched_off_a_table_keeps_its_rows_and_nothing_of_ours()
    {
        var database = await postgres.CreateDatabaseAsync();
        await database.CreateAsync(Orders);
        await database.ExecuteAsync("INSERT INTO orders VALUES (1, 'a')");

        await database.MigrateAsync(Orders, Uncaptured);

        Assert.Empty(await ObjectsAsync(database));
        Assert.Equal("1", await database.ScalarAsync("SELECT count(*) FROM orders"));
    }

    [Fact]
    public async Task Switched_on_again_a_table_is_logged_again()
    {
        var database = await postgres.CreateDatabaseAsync();
        await database.CreateAsync(Orders);
        await database.MigrateAsync(Orders, Uncaptured);
        await database.ExecuteAsync("INSERT INTO orders VALUES (1, 'a')");

        await database.MigrateAsync(Uncaptured, Orders);
        await database.ExecuteAsync("INSERT INTO orders VALUES (2, 'b')");

        Assert.Equal(["I id=2 name=b"], await database.LogAsync());
        Assert.Equal(["orders"], await database.ListAsync("SELECT tablename FROM pg_publication_tables"));
    }

    [Fact]
    public async Task Switching_one_of_two_tables_off_leaves_the_other_alone()
    {
        static Action<ModelBuilder> Both(bool lines) => model =>
        {
            Orders(model);
            model.Entity("Line", entity =>
            {
                Models.Table(entity, "lines");
                entity.CaptureChanges(lines);
            });
        };
        var database = await postgres.CreateDatabaseAsync();
        await database.CreateAsync(Both(true));

        await database.MigrateAsync(Both(true), Both(false));
        await database.ExecuteAsync("INSERT INTO orders VALUES (1, 'a')", "INSERT INTO lines VALUES (1, 'a')");

        Assert.Equal(["I id=1 name=a"], await database.LogAsync());
        Assert.Equal(["orders"], await database.ListAsync("SELECT tablename FROM pg_publication_tables"));
        Assert.Empty(await database.ListAsync("SELECT 1 FROM pg_class WHERE relname = 'log_public_lines'"));
    }

    [Fact]
    public async Task A_table_that_is_switched_off_and_renamed_in_one_migration_is_released_first()
    {
        var after = Models.Orders(null, entity => entity.ToTable("purchases").CaptureChanges(false));
        var database = await postgres.CreateDatabaseAsync();
        await database.CreateAsync(Orders);

        await database.MigrateAsync(Orders, after);
        Assert.Empty(await ObjectsAsync(database));
        await database.MigrateAsync(after, Orders);
        await database.ExecuteAsync("INSERT INTO orders VALUES (1, 'a')");

        Assert.Equal(["I id=1 name=a"], await database.LogAsync());
    }

    [Fact]
    public async Task A_dropped_table_takes_its_log_and_function_along()
    {
        var database = await postgres.CreateDatabaseAsync();
        await database.CreateAsync(Orders);

        await database.MigrateAsync(Orders, Empty);

        Assert.Empty(await ObjectsAsync(database));
    }

    [Fact]
    public async Task Another_choice_of_operations_changes_the_triggers_and_keeps_the_log()
    {
        var inserts = Models.Orders(capture => capture.Operations(ChangeOperations.Insert));
        var database = await postgres.CreateDatabaseAsync();
        await database.CreateAsync(Orders);
        await database.ExecuteAsync("INSERT INTO orders VALUES (1, 'a')");

        await database.MigrateAsync(Orders, inserts);
        await database.ExecuteAsync("UPDATE orders SET name = 'b'", "INSERT INTO orders VALUES (2, 'b')", "TRUNCATE orders");
        Assert.Equal(["I id=1 name=a", "I id=2 name=b"], await database.LogAsync());
        await database.MigrateAsync(inserts, Orders);
        await database.ExecuteAsync("TRUNCATE orders");

        Assert.Equal(["I id=1 name=a", "I id=2 name=b", "T"], await database.LogAsync());
    }

    [Fact]
    public async Task The_replica_identity_goes_to_full_and_back()
    {
        var full = Models.Orders(capture => capture.ReplicaIdentity(CaptureReplicaIdentity.Full));
        var database = await postgres.CreateDatabaseAsync();
        await database.CreateAsync(Orders);
        await database.ExecuteAsync("INSERT INTO orders VALUES (1, 'a')");

        await database.MigrateAsync(Orders, full);
        await database.ExecuteAsync("UPDATE orders SET name = 'b'");
        Assert.Equal(["I id=1 name=a", "U id=1 name=b old_id=1 old_name=a"], await database.LogAsync());
        Assert.Equal("f", await IdentityAsync(database));
        await database.MigrateAsync(full, Orders);
        Assert.Equal("d", await IdentityAsync(database));
        await database.MigrateAsync(Orders, full);
        await database.MigrateAsync(full, Uncaptured);

        Assert.Equal("d", await IdentityAsync(database));
    }

    [Fact]
    public async Task The_log_goes_and_comes_while_the_table_stays_published()
    {
        var unlogged = Models.Orders(capture => capture.WithoutLog());
        var database = await postgres.CreateDatabaseAsync();
        await database.CreateAsync(Orders);

        await database.MigrateAsync(Orders, unlogged);
        await database.ExecuteAsync("INSERT INTO orders VALUES (1, 'a')");
        Assert.Equal(["orders"], await database.ListAsync("SELECT tablename FROM pg_publication_tables"));
        Assert.Empty(await database.ListAsync("SELECT tgname FROM pg_trigger WHERE NOT tgisinternal"));
        await database.MigrateAsync(unlogged, Orders);
        await database.ExecuteAsync("INSERT INTO orders VALUES (2, 'b')");

        Assert.Equal(["I id=2 name=b"], await database.LogAsync());
    }

    [Fact]
    public async Task Another_publication_name_moves_the_tables_to_it()
    {
        var database = await postgres.CreateDatabaseAsync();
        await using var before = database.Context(Orders);
        await using var after = database.Context(Orders, options => options.Publication("shop"));
        await database.CreateAsync(Orders);

        await database.MigrateAsync(before, after);
        Assert.Equal(["shop orders"], await database.ListAsync("SELECT pubname, tablename FROM pg_publication LEFT JOIN pg_publication_tables USING (pubname)"));
        await database.MigrateAsync(after, before);

        Assert.Equal(["pgcdc orders"], await database.ListAsync("SELECT pubname, tablename FROM pg_publication LEFT JOIN pg_publication_tables USING (pubname)"));
    }

    [Fact]
    public async Task The_publication_lists_exactly_the_captured_tables()
    {
        var database = await postgres.CreateDatabaseAsync();
        await database.CreateAsync(model =>
        {
            Orders(model);
            model.Entity("Line", entity => Models.Table(entity, "lines"));
        });

        Assert.Equal(["public orders"], await database.ListAsync("SELECT schemaname, tablename FROM pg_publication_tables"));
        Assert.Equal(
            ["pgcdc False True True True True True"],
            await database.ListAsync("SELECT pubname, puballtables, pubinsert, pubupdate, pubdelete, pubtruncate, pubviaroot FROM pg_publication"));
    }

    [Fact]
    public async Task A_publication_for_all_tables_is_refused_with_a_sentence()
    {
        var database = await postgres.CreateDatabaseAsync();
        await database.ExecuteAsync("CREATE PUBLICATION pgcdc FOR ALL TABLES");

        var exception = await Assert.ThrowsAsync<InvalidOperationException>(() => database.CreateAsync(Orders));

        Assert.StartsWith("The publication 'pgcdc' exists FOR ALL TABLES", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_contexts_share_one_database_and_the_first_to_leave_breaks_nothing()
    {
        var database = await postgres.CreateDatabaseAsync();
        Action<ModelBuilder> lines = model => model.Entity("Line", entity =>
        {
            Models.Table(entity, "lines");
            entity.CaptureChanges();
        });
        await using var second = database.Context(lines, options => options.Publication("second").StoreCheckpoints(false));
        await database.CreateAsync(Orders);
        await database.MigrateAsync((ModelContext?)null, second);

        await database.MigrateAsync(Orders, null);
        await database.ExecuteAsync("INSERT INTO lines VALUES (1, 'a')");

        Assert.Equal(["I id=1 name=a"], await database.LogAsync("log_public_lines"));
        await database.MigrateAsync(second, null);
        Assert.Empty(await ObjectsAsync(database));
    }

    [Fact]
    public async Task Ensure_created_installs_everything()
    {
        var database = await postgres.CreateDatabaseAsync();
        await using var context = database.Context(Orders);

        await context.Database.EnsureCreatedAsync(TestContext.Current.CancellationToken);
        await database.ExecuteAsync("INSERT INTO orders VALUES (1, 'a')");

        Assert.Equal(["I id=1 name=a"], await database.LogAsync());
        Assert.Equal(
            [
                "checkpoint", "checkpoint_base", "handled", "log_public_orders", "log_reader", "log_slot", "log_watermark",
                "slot0_public_orders", "slot1_public_orders", "slot2_public_orders", "slot3_public_orders",
            ],
            await TablesAsync(database));
    }

    [Fact]
    public async Task Stored_checkpoints_without_captured_tables_install_only_their_tables()
    {
        var database = await postgres.CreateDatabaseAsync();
        await using var context = database.Context(Empty, options => options.StoreCheckpoints());

        await database.MigrateAsync((ModelContext?)null, context);

        Assert.Equal(["checkpoint", "checkpoint_base", "handled"], await TablesAsync(database));
        Assert.Empty(await database.ListAsync("SELECT 1 FROM pg_publication UNION ALL SELECT 1 FROM pg_sequence"));
        await database.MigrateAsync(context, null);
        Assert.Empty(await ObjectsAsync(database));
    }

    [Fact]
    public async Task Checkpoints_are_written_and_read_through_the_context()
    {
        var database = await postgres.CreateDatabaseAsync();
        await database.CreateAsync(Orders);
        var lsn = new NpgsqlTypes.NpgsqlLogSequenceNumber(42);
        await using (var writing = database.Context(Orders))
        {
            writing.Add(new Schema.ConsumerCheckpoint { History = "1", SlotCreations = [], Consumer = "c", SlotName = "s", SystemId = "1", Lsn = lsn, State = Schema.CheckpointState.Ready, UpdatedAt = DateTimeOffset.UnixEpoch });
            writing.Add(new Schema.CheckpointBase { Consumer = "c", Lsn = lsn, Snapshot = "1:1:", TakenAt = DateTimeOffset.UnixEpoch });
            writing.Add(new Schema.HandledTransactions { LogSequences = [], LoggedAt = [], Consumer = "c", Lsn = lsn, Xids = [1, 2], CommitLsns = [3, 4] });
            await writing.SaveChangesAsync(TestContext.Current.CancellationToken);
        }

        await using var context = database.Context(Orders);
        var moved = await context.Set<Schema.ConsumerCheckpoint>()
            .Where(row => row.Consumer == "c" && row.Lane == 0 && row.Version == 0 && row.Lsn == lsn && row.State == Schema.CheckpointState.Ready)
            .ExecuteUpdateAsync(
                row => row.SetProperty(r => r.Lsn, new NpgsqlTypes.NpgsqlLogSequenceNumber(43)).SetProperty(r => r.Version, r => r.Version + 1),
                TestContext.Current.CancellationToken);
        var handled = await context.Set<Schema.HandledTransactions>().Where(row => row.Lsn <= lsn).SingleAsync(TestContext.Current.CancellationToken);

        Assert.Equal(1, moved);
        Assert.Equal([1, 2], handled.Xids);
        Assert.Equal("0/2B 1 1", (await database.ListAsync("SELECT lsn::text, version, state FROM pgcdc.checkpoint")).Single());
    }

    private static async Task<IReadOnlyList<string>> ObjectsAsync(TestDatabase database)
        => await database.ListAsync("""
            SELECT 'schema' FROM pg_namespace WHERE nspname = 'pgcdc'
            UNION ALL SELECT 'publication' FROM pg_publication
            UNION ALL SELECT 'trigger' FROM pg_trigger WHERE NOT tgisinternal
            UNION ALL SELECT 'function' FROM pg_proc WHERE proname LIKE 'capture%'
            """);

    private static Task<IReadOnlyList<string>> TablesAsync(TestDatabase database)
        => database.ListAsync("SELECT relname FROM pg_class WHERE relnamespace = 'pgcdc'::regnamespace AND relkind IN ('r', 'p') ORDER BY 1");

    private static Task<string?> IdentityAsync(TestDatabase database)
        => database.ScalarAsync("SELECT relreplident::text FROM pg_class WHERE relname = 'orders'");
}
