using Microsoft.EntityFrameworkCore;
using PgCdc.Sdk.Migrations.Tests.Postgres;

namespace PgCdc.Sdk.Migrations.Tests.Retention;

[Collection(RetentionTestsDefinition.Name)]
[Trait("Needs", "Postgres")]
public sealed class PurgeTests(RetentionFixture postgres)
{
    [Fact]
    public async Task Without_a_reader_everything_goes_a_slot_later()
    {
        var log = await LogDatabase.CreateAsync(postgres);
        await log.WriteAsync();

        await log.PurgeAsync();
        var purged = await log.PurgeAsync();

        Assert.Empty(await log.IdsAsync());
        Assert.True(purged is { LiveBytes: 0, FreedBytes: > 0, Lost: [] }, purged.ToString());
    }

    [Fact]
    public async Task What_a_reader_has_not_handled_stays()
    {
        var log = await LogDatabase.CreateAsync(postgres);
        await log.HandleAsync("c");
        await log.WriteAsync();

        await log.PurgeAsync();
        var purged = await log.PurgeAsync();

        Assert.Equal(["1"], await log.IdsAsync());
        Assert.True(purged is { LiveBytes: > 0, FreedBytes: 0, PurgedBelow: 0, Lost: [] }, purged.ToString());
    }

    [Fact]
    public async Task What_every_reader_has_handled_goes_and_what_came_later_stays()
    {
        var log = await LogDatabase.CreateAsync(postgres);
        await log.HandleAsync("slow");
        await log.HandleAsync("fast");
        await log.WriteAsync();
        await log.PurgeAsync();
        await log.WriteAsync();
        await log.HandleAsync("fast");
        Assert.Equal(0, (await log.PurgeAsync()).FreedBytes);

        await log.HandleAsync("slow");
        await log.PurgeAsync();

        Assert.Equal(["2"], await log.IdsAsync());
    }

    [Fact]
    public async Task An_unregistered_reader_keeps_nothing()
    {
        var log = await LogDatabase.CreateAsync(postgres);
        await log.HandleAsync("gone");
        await log.WriteAsync();
        await log.PurgeAsync();

        Assert.Equal("True", await log.Database.ScalarAsync("SELECT pgcdc.unregister_reader('gone')"));
        Assert.Equal("False", await log.Database.ScalarAsync("SELECT pgcdc.unregister_reader('gone')"));
        await log.PurgeAsync();

        Assert.Empty(await log.IdsAsync());
    }

    [Fact]
    public async Task A_reader_that_begins_anew_may_go_back()
    {
        var log = await LogDatabase.CreateAsync(postgres);
        await log.HandleAsync("c");

        await log.Database.ExecuteAsync("SELECT pgcdc.register_reader('c', '5')");

        Assert.Equal("5", await log.Database.ScalarAsync("SELECT horizon::text FROM pgcdc.log_reader"));
    }

    [Fact]
    public async Task One_name_reads_the_rows_of_all_slots()
    {
        var log = await LogDatabase.CreateAsync(postgres);
        await log.HandleAsync("c");
        for (var slot = 0; slot < 4; slot++)
        {
            await log.WriteAsync();
            await log.PurgeAsync();
        }

        Assert.Equal(["1", "2", "3", "4"], await log.IdsAsync());
        Assert.Equal("4", await log.Database.ScalarAsync("SELECT count(DISTINCT tableoid) FROM pgcdc.log_public_orders"));
    }

    [Fact]
    public async Task When_every_slot_is_kept_writers_go_on_in_the_current_one()
    {
        var log = await LogDatabase.CreateAsync(postgres);
        await log.HandleAsync("c");
        for (var round = 0; round < 6; round++)
        {
            await log.WriteAsync();
            await log.PurgeAsync();
        }

        Assert.Equal("3", await log.CurrentSlotAsync());
        Assert.Equal(["1", "2", "3", "4", "5", "6"], await log.IdsAsync());
        await log.HandleAsync("c");
        await log.PurgeAsync();
        await log.HandleAsync("c");
        await log.PurgeAsync();
        Assert.Empty(await log.IdsAsync());
    }

    [Fact]
    public async Task An_empty_log_is_not_turned_on()
    {
        var log = await LogDatabase.CreateAsync(postgres);
        var before = await log.Database.ScalarAsync("SELECT pg_snapshot_xmax(pg_current_snapshot())::text");

        await log.PurgeAsync();

        Assert.Equal("0", await log.CurrentSlotAsync());
        Assert.Equal(before, await log.Database.ScalarAsync("SELECT pg_snapshot_xmax(pg_current_snapshot())::text"));
    }

    [Fact]
    public async Task A_slot_of_an_aborted_purge_is_sealed_by_the_next()
    {
        var log = await LogDatabase.CreateAsync(postgres);
        await log.WriteAsync();
        await log.Database.ExecuteAsync("BEGIN; SELECT pgcdc.purge_log(); ROLLBACK");
        Assert.Equal("1", await log.CurrentSlotAsync());
        Assert.Empty(await log.SealedAsync());

        await log.PurgeAsync();

        Assert.Equal(["0"], await log.SealedAsync());
        await log.PurgeAsync();
        Assert.Empty(await log.IdsAsync());
    }

    [Fact]
    public async Task A_seal_from_another_cluster_is_replaced()
    {
        var log = await LogDatabase.CreateAsync(postgres);
        await log.WriteAsync();
        await log.PurgeAsync();
        await log.Database.ExecuteAsync("UPDATE pgcdc.log_slot SET sealed_xid = '900000000000' WHERE slot = 0", "UPDATE pgcdc.log_watermark SET purged_below = '900000000000'");

        Assert.Equal(0, (await log.PurgeAsync()).PurgedBelow);
        await log.PurgeAsync();

        Assert.Empty(await log.IdsAsync());
    }

    [Fact]
    public async Task The_log_of_a_renamed_table_is_purged_too()
    {
        var log = await LogDatabase.CreateAsync(postgres);
        await log.WriteAsync();
        await log.Database.MigrateAsync(Models.Orders(), Models.Orders(null, entity => entity.ToTable("purchases")));

        await log.PurgeAsync();
        await log.PurgeAsync();

        Assert.Empty(await log.Database.LogAsync("log_public_purchases"));
    }

    [Fact]
    public async Task The_logs_of_every_context_are_purged_and_purging_outlives_the_first_to_leave()
    {
        var log = await LogDatabase.CreateAsync(postgres);
        await using var second = log.Database.Context(
            model => model.Entity("Line", entity =>
            {
                Models.Table(entity, "lines");
                entity.CaptureChanges();
            }),
            options => options.Publication("second").StoreCheckpoints(false));
        await log.Database.MigrateAsync((ModelContext?)null, second);
        await log.WriteAsync();
        await log.Database.ExecuteAsync("INSERT INTO lines VALUES (1)");

        await log.PurgeAsync();
        await log.PurgeAsync();

        Assert.Empty(await log.IdsAsync());
        Assert.Empty(await log.Database.LogAsync("log_public_lines"));
        await log.Database.MigrateAsync(Models.Orders(), null);
        await log.Database.ExecuteAsync("INSERT INTO lines VALUES (2)");
        await log.PurgeAsync();
        Assert.True((await log.PurgeAsync()).FreedBytes > 0);
        await log.Database.MigrateAsync(second, null);
        Assert.Empty(await log.Database.ListAsync("SELECT nspname FROM pg_namespace WHERE nspname = 'pgcdc'"));
    }

    [Fact]
    public async Task Tables_that_only_look_like_a_log_are_left_alone()
    {
        var log = await LogDatabase.CreateAsync(postgres);
        await log.Database.ExecuteAsync(
            "CREATE TABLE pgcdc.slot0_mine AS SELECT 1 AS id",
            "CREATE TABLE pgcdc.log_public_theirs (id int) PARTITION BY LIST (id)",
            "CREATE TABLE pgcdc.slot0_public_theirs PARTITION OF pgcdc.log_public_theirs DEFAULT",
            "INSERT INTO pgcdc.log_public_theirs VALUES (1)");
        await log.WriteAsync();

        await log.PurgeAsync();
        await log.PurgeAsync();

        Assert.Empty(await log.IdsAsync());
        Assert.Equal("2", await log.Database.ScalarAsync("SELECT (SELECT count(*) FROM pgcdc.slot0_mine) + (SELECT count(*) FROM pgcdc.log_public_theirs)"));
    }
}
