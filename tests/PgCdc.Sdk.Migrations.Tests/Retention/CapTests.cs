using PgCdc.Sdk.Migrations.Tests.Postgres;

namespace PgCdc.Sdk.Migrations.Tests.Retention;

/// <summary>Purging what a reader still needs, because it is too old or too much.</summary>
[Collection(RetentionTestsDefinition.Name)]
[Trait("Needs", "Postgres")]
public sealed class CapTests(RetentionFixture postgres)
{
    [Fact]
    public async Task A_slot_beyond_the_age_goes_and_names_the_readers_that_lose_it()
    {
        var log = await LogDatabase.CreateAsync(postgres);
        await log.HandleAsync("behind");
        await log.WriteAsync();
        await log.PurgeAsync();
        await log.HandleAsync("current");

        var purged = await log.PurgeAsync(maxAge: "'0'");

        Assert.Empty(await log.IdsAsync());
        Assert.Equal(["behind"], purged.Lost);
        Assert.Equal("True", await log.Database.ScalarAsync("SELECT horizon < pgcdc.log_purged_below() FROM pgcdc.log_reader WHERE consumer = 'behind'"));
        Assert.Equal("True", await log.Database.ScalarAsync("SELECT horizon >= pgcdc.log_purged_below() FROM pgcdc.log_reader WHERE consumer = 'current'"));
    }

    [Fact]
    public async Task A_slot_within_the_age_stays()
    {
        var log = await LogDatabase.CreateAsync(postgres);
        await log.HandleAsync("behind");
        await log.WriteAsync();
        await log.PurgeAsync();

        Assert.Empty((await log.PurgeAsync(maxAge: "'1 hour'")).Lost);

        Assert.Equal(["1"], await log.IdsAsync());
    }

    [Fact]
    public async Task Beyond_the_size_the_oldest_slots_go_and_no_more_than_needed()
    {
        var log = await LogDatabase.CreateAsync(postgres);
        await log.HandleAsync("behind");
        for (var slot = 0; slot < 3; slot++)
        {
            await log.WriteAsync();
            await log.PurgeAsync();
        }

        // A page a slot.
        var purged = await log.PurgeAsync(maxBytes: "2 * 8192");

        Assert.Equal(["2", "3"], await log.IdsAsync());
        Assert.True(purged is { LiveBytes: 2 * 8192, FreedBytes: 8192, Lost: ["behind"] }, purged.ToString());
    }

    [Fact]
    public async Task Nobody_is_named_for_what_was_handled()
    {
        var log = await LogDatabase.CreateAsync(postgres);
        await log.WriteAsync();
        await log.PurgeAsync();
        await log.HandleAsync("current");

        Assert.Empty((await log.PurgeAsync("'0'", "0")).Lost);

        Assert.Empty(await log.IdsAsync());
    }

    [Fact]
    public async Task No_cap_empties_a_slot_whose_writer_still_runs()
    {
        var log = await LogDatabase.CreateAsync(postgres);
        await using var writer = await log.Database.OpenAsync();
        await writer.ExecuteAsync($"BEGIN; {log.Insert()}");
        await log.PurgeAsync();

        Assert.Equal(0, (await log.PurgeAsync("'0'", "0")).FreedBytes);
        await writer.ExecuteAsync($"{log.Insert()}; COMMIT");

        Assert.Equal(["1", "2"], await log.IdsAsync());
    }
}
