using System.Globalization;
using Npgsql;
using PgCdc.Sdk.Migrations.Tests.Postgres;
using PgCdc.Sdk.Testing;

namespace PgCdc.Sdk.Migrations.Tests.Retention;

[Collection(RetentionTestsDefinition.Name)]
[Trait("Needs", "Postgres")]
public sealed class ConcurrencyTests(RetentionFixture postgres)
{
    public static TheoryData<int, string> Servers()
        => new(PostgresBinaries.FindAll().Select(binaries => (binaries.Version, binaries.Directory)));

    [Fact]
    public async Task An_open_writer_neither_blocks_a_purge_nor_is_blocked()
    {
        var log = await LogDatabase.CreateAsync(postgres);
        await using var writer = await log.Database.OpenAsync();
        await writer.ExecuteAsync($"SET lock_timeout = '5s'; BEGIN; {log.Insert()}");
        await using var purge = await log.Database.OpenAsync();
        await purge.ExecuteAsync("SET lock_timeout = '5s'; BEGIN");

        await LogDatabase.PurgeAsync(purge);
        await writer.ExecuteAsync(log.Insert());
        await purge.ExecuteAsync("COMMIT");
        await log.PurgeAsync();
        await writer.ExecuteAsync($"{log.Insert()}; COMMIT");

        Assert.Equal(["1", "2", "3"], await log.IdsAsync());
        Assert.Equal("3", await log.Database.ScalarAsync("SELECT count(DISTINCT pgcdc_ring) FROM pgcdc.log_public_orders"));
    }

    [Fact]
    public async Task A_writer_with_an_old_snapshot_writes_to_the_current_slot()
    {
        var log = await LogDatabase.CreateAsync(postgres);
        await log.WriteAsync();
        await using var writer = await log.Database.OpenAsync();
        await writer.ExecuteAsync("BEGIN ISOLATION LEVEL REPEATABLE READ; SELECT count(*) FROM orders");

        await log.PurgeAsync();
        await writer.ExecuteAsync($"{log.Insert()}; COMMIT");

        Assert.Equal("2", await log.Database.ScalarAsync("SELECT id FROM pgcdc.slot1_public_orders"));
    }

    [Fact]
    public async Task A_reader_in_the_middle_of_the_log_keeps_the_slot_until_the_next_time()
    {
        var log = await LogDatabase.CreateAsync(postgres);
        await log.WriteAsync();
        await log.PurgeAsync();
        await using var reader = await log.Database.OpenAsync();
        await reader.ExecuteAsync("BEGIN; SELECT * FROM pgcdc.log_public_orders");

        Assert.Equal(0, (await log.PurgeAsync()).FreedBytes);
        Assert.Equal(["1"], await log.IdsAsync());
        await reader.ExecuteAsync("COMMIT");
        await log.PurgeAsync();

        Assert.Empty(await log.IdsAsync());
    }

    [Fact]
    public async Task Of_two_purges_at_once_the_second_does_nothing_and_does_not_wait()
    {
        var log = await LogDatabase.CreateAsync(postgres);
        await log.WriteAsync();
        await using var first = await log.Database.OpenAsync();
        await first.ExecuteAsync("BEGIN; SELECT pgcdc.purge_log()");

        var second = await log.PurgeAsync();

        Assert.True(second is { LiveBytes: > 0, FreedBytes: 0 }, second.ToString());
        Assert.Equal("1", await log.CurrentSlotAsync());
    }

    /// <summary>
    /// setval gives its transaction an xid and changes the value afterwards. A seal that were that xid would be too old for a writer in between,
    /// and cannot be caught by chance; so here the purge has its xid long before.
    /// </summary>
    [Fact]
    public async Task A_seal_is_younger_than_every_writer_even_if_the_purging_transaction_is_older()
    {
        var log = await LogDatabase.CreateAsync(postgres);
        await using var purge = await log.Database.OpenAsync();
        await purge.ExecuteAsync("BEGIN; SELECT pg_current_xact_id()");
        await log.WriteAsync();

        await LogDatabase.PurgeAsync(purge);
        await purge.ExecuteAsync("COMMIT");

        Assert.Equal(
            "True",
            await log.Database.ScalarAsync("SELECT max(l.pgcdc_xid::text::bigint) < max(s.sealed_xid::text::bigint) FROM pgcdc.slot0_public_orders l, pgcdc.log_slot s"));
    }

    [Theory]
    [MemberData(nameof(Servers))]
    public async Task Under_load_no_row_is_lost_and_every_sealed_row_is_below_its_seal(int version, string binDirectory)
    {
        Assert.True(version >= PostgresBinaries.OldestVersion);
        var log = await LogDatabase.CreateAsync(postgres, binDirectory);
        await log.HandleAsync("behind");
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var writers = Enumerable.Range(0, 3).Select(_ => Task.Run(() => WriteUntilAsync(log, enough.Token))).ToList();
        await using var purge = await log.Database.OpenAsync();
        var wrong = new List<string>();
        var turns = 0;

        for (var round = 0; round < 300; round++)
        {
            var slot = await log.CurrentSlotAsync();
            await LogDatabase.PurgeAsync(purge);
            turns += slot == await log.CurrentSlotAsync() ? 0 : 1;
            wrong.Add((await purge.ScalarAsync("""
                SELECT count(*) FROM pgcdc.log_public_orders l JOIN pgcdc.log_slot s ON s.slot = l.pgcdc_ring WHERE l.pgcdc_xid >= s.sealed_xid
                """))!);
            if (round % 3 == 2)
            {
                // What the reader has read and may forget: below its new horizon every transaction has ended.
                await purge.ExecuteAsync("""
                    BEGIN ISOLATION LEVEL REPEATABLE READ;
                    CREATE TABLE IF NOT EXISTS handled (id int PRIMARY KEY);
                    INSERT INTO handled SELECT id FROM pgcdc.log_public_orders ON CONFLICT DO NOTHING;
                    SELECT pgcdc.register_reader('behind', pg_snapshot_xmin(pg_current_snapshot()));
                    COMMIT
                    """);
            }
        }

        await enough.CancelAsync();
        var written = (await Task.WhenAll(writers)).Sum();
        await log.Database.ExecuteAsync("INSERT INTO handled SELECT id FROM pgcdc.log_public_orders ON CONFLICT DO NOTHING");
        Assert.All(wrong, count => Assert.Equal("0", count));
        Assert.True(turns > 10, $"The ring turned {turns} times only.");
        Assert.Equal(written.ToString(CultureInfo.InvariantCulture), await log.Database.ScalarAsync("SELECT count(*) FROM handled"));
    }

    private static async Task<int> WriteUntilAsync(LogDatabase log, CancellationToken enough)
    {
        var written = 0;
        await using NpgsqlConnection connection = await log.Database.OpenAsync();
        while (!enough.IsCancellationRequested)
        {
            await connection.ExecuteAsync(written % 10 == 9 ? $"BEGIN; SAVEPOINT s; {log.Insert()}; COMMIT" : log.Insert());
            written++;
        }

        return written;
    }
}
