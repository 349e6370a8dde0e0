using Microsoft.EntityFrameworkCore;
using PgCdc.Sdk.Binding;
using PgCdc.Sdk.Decoding;
using PgCdc.Sdk.IntegrationTests.Infrastructure;

namespace PgCdc.Sdk.IntegrationTests.EfModel;

/// <summary>Changes told by an alternate key: the same through the stream and through the log, and refused where the server tells another.</summary>
[Trait("Needs", "Postgres")]
public sealed class AlternateKeyTests(ServerFixture server)
{
    /// <summary>More than a page: it lies out of line, and an update that leaves it as it is does not send it.</summary>
    private const string Large = "(SELECT string_agg(md5(n::text), '') FROM generate_series(1, 1000) AS n)";

    private const string Writes =
        $"""
        INSERT INTO "Products" ("Id", "Code", "Shop", "Text", "Stock") VALUES (1, 'a', 7, {Large}, 0), (2, 'b', 7, 'short', 0);
        UPDATE "Products" SET "Stock" = 1;
        UPDATE "Products" SET "Id" = "Id" + 10;
        UPDATE "Products" SET "Code" = "Code" || '2';
        DELETE FROM "Products";
        """;

    [Fact]
    public async Task Every_change_has_the_alternate_key_through_either_door_and_a_value_that_was_left_out_comes_from_the_log()
    {
        await using var run = await ProductsAsync();
        await run.StartAsync();
        await run.Database.ExecuteAsync(Writes);
        await run.CaughtUpAsync();
        await run.LoseSlotAsync();
        await run.Database.ExecuteAsync(Writes);
        await run.StartAsync();
        await run.CaughtUpAsync();

        string[] told =
        [
            "Insert 7/a: 1 large 0", "Insert 7/b: 2 short 0",
            "Update 7/a: 1 {0} 1", "Update 7/b: 2 short 1",
            "Update 7/a: 11 {0} 1", "Update 7/b: 12 short 1",
            "Update 7/a2 from 7/a: 11 {0} 1", "Update 7/b2 from 7/b: 12 short 1",
            "Delete 7/a2", "Delete 7/b2",
        ];
        Assert.Equal(told.Select(static line => line.Replace("{0}", "not sent", StringComparison.Ordinal)), Told(run, ChangeOrigin.Stream));
        Assert.Equal(told.Select(static line => line.Replace("{0}", "large", StringComparison.Ordinal)), Told(run, ChangeOrigin.Log));
    }

    [Theory]
    [InlineData("DEFAULT", "not sent")]
    [InlineData("USING INDEX \"PK_Notes\"", "not sent")]
    [InlineData("FULL", "large")]
    public async Task A_value_that_an_update_left_out_is_flagged_unless_the_old_row_brings_it(string identity, string expected)
    {
        await using var run = await ModelRun<NoteModel, NoteModel.Note>.CreateAsync(server.Server, NoteModelNoteDecoder.Instance, describe: static row => Length((row as NoteModel.Note)?.Text));
        await run.Database.ExecuteAsync($"ALTER TABLE \"Notes\" REPLICA IDENTITY {identity}");
        await run.StartAsync();
        await run.Database.ExecuteAsync($"INSERT INTO \"Notes\" VALUES (1, {Large}, 0); UPDATE \"Notes\" SET \"Stars\" = 1; UPDATE \"Notes\" SET \"Id\" = 2");
        await run.CaughtUpAsync();

        Assert.Equal(
            [expected, expected],
            run.Recorded.Where(static change => change.Operation == ChangeOperation.Update).Select(static change => change.NotSent.Contains("Text") ? "not sent" : change.Row));
        Assert.All(run.Recorded, static change => Assert.DoesNotContain("Text", change.Changed));
    }

    [Fact]
    public async Task A_value_that_was_left_out_is_read_from_the_table_by_the_alternate_key()
    {
        await using var run = await ProductsAsync(static options => options.RefillUnsent = true);
        await run.StartAsync();
        await run.Database.ExecuteAsync(Writes[..Writes.IndexOf("DELETE", StringComparison.Ordinal)]);
        await run.CaughtUpAsync();

        Assert.Equal("Update 7/a2 from 7/a: 11 large 1", Assert.Single(Told(run, ChangeOrigin.Stream), static line => line.StartsWith("Update 7/a2", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task An_entity_without_a_primary_key_is_told_by_its_unique_index()
    {
        await using var run = await ModelRun<AlternateKeyModel, AlternateKeyModel.Sensor>.CreateAsync(server.Server, AlternateKeyModelSensorDecoder.Instance);
        const string Sensors = "INSERT INTO \"Sensors\" VALUES ('a', 1); UPDATE \"Sensors\" SET \"Value\" = 2; UPDATE \"Sensors\" SET \"Name\" = 'b'; DELETE FROM \"Sensors\"";
        await run.StartAsync();
        await run.Database.ExecuteAsync(Sensors);
        await run.CaughtUpAsync();
        await run.LoseSlotAsync();
        await run.Database.ExecuteAsync(Sensors);
        await run.StartAsync();
        await run.CaughtUpAsync();

        string[] told = ["Insert a", "Update a", "Update b from a", "Delete b"];
        foreach (var door in (ChangeOrigin[])[ChangeOrigin.Stream, ChangeOrigin.Log])
        {
            Assert.Equal(
                told,
                run.Recorded.Where(change => change.Origin == door).Select(static change =>
                    $"{change.Operation} {((AlternateKeyModelSensorKey)change.Key!).Name}{(change.OldKey is AlternateKeyModelSensorKey old ? $" from {old.Name}" : "")}"));
        }
    }

    [Theory]
    [InlineData("DEFAULT", "the primary key (\"Id\")")]
    [InlineData("NOTHING", null)]
    [InlineData("USING INDEX other", "the index \"other\" (\"Code\")")]
    public async Task Another_identity_on_the_server_is_one_problem_with_the_statement_that_mends_it(string identity, string? found)
    {
        await using var run = await ProductsAsync();
        await run.Database.ExecuteAsync($"CREATE UNIQUE INDEX other ON \"Products\" (\"Code\") INCLUDE (\"Shop\"); ALTER TABLE \"Products\" REPLICA IDENTITY {identity}");

        var problem = Assert.Single(await run.ProblemsAsync());
        Assert.Equal(
            found is null
                ? "public.Products (Product) has REPLICA IDENTITY NOTHING: updates and deletes would not tell their row, and the server refuses them."
                : $"public.Products (Product) is told by (\"Code\", \"Shop\"), but the server's replica identity is {found}: a delete would not tell its row.",
            problem.What);
        await run.StopAsync();
        await run.Database.ExecuteAsync(problem.Mend[..(problem.Mend.IndexOf(';', StringComparison.Ordinal) + 1)]);
        await run.StartAsync();
    }

    [Fact]
    public async Task An_index_that_was_dropped_is_named_and_the_whole_row_is_enough()
    {
        await using var run = await ProductsAsync();
        await run.Database.ExecuteAsync("ALTER TABLE \"Products\" DROP CONSTRAINT \"AK_Products_Shop_Code\"");
        Assert.Contains("is an index that was dropped", Assert.Single(await run.ProblemsAsync()).What, StringComparison.Ordinal);
        await run.StopAsync();

        await run.Database.ExecuteAsync("ALTER TABLE \"Products\" REPLICA IDENTITY FULL");
        await run.StartAsync();
        await run.Database.ExecuteAsync(Writes);
        await run.CaughtUpAsync();

        Assert.Equal("Delete 7/b2: 12 short 1", Told(run, ChangeOrigin.Stream).Last());
    }

    [Fact]
    public async Task An_index_that_somebody_made_the_identity_of_an_entity_with_its_primary_key_is_one_problem()
    {
        await using var run = await ModelRun<NoteModel, NoteModel.Note>.CreateAsync(server.Server, NoteModelNoteDecoder.Instance);
        await run.Database.ExecuteAsync("CREATE UNIQUE INDEX by_stars ON \"Notes\" (\"Stars\"); ALTER TABLE \"Notes\" REPLICA IDENTITY USING INDEX by_stars");

        var problem = Assert.Single(await run.ProblemsAsync());

        Assert.Equal("public.Notes (Note) is told by (\"Id\"), but the server's replica identity is the index \"by_stars\" (\"Stars\"): a delete would not tell its row.", problem.What);
        Assert.Equal("ALTER TABLE public.\"Notes\" REPLICA IDENTITY DEFAULT; or tell changes by that index: [CaptureChanges(ReplicaIdentityKey = …)]", problem.Mend);
    }

    [Fact]
    public async Task An_index_that_holds_the_primary_key_and_more_tells_changes_as_the_primary_key_does()
    {
        await using var run = await ModelRun<NoteModel, NoteModel.Note>.CreateAsync(server.Server, NoteModelNoteDecoder.Instance);
        await run.Database.ExecuteAsync("CREATE UNIQUE INDEX wider ON \"Notes\" (\"Stars\", \"Id\"); ALTER TABLE \"Notes\" REPLICA IDENTITY USING INDEX wider");
        await run.StartAsync();
        await run.Database.ExecuteAsync("INSERT INTO \"Notes\" VALUES (1, 'a', 0); UPDATE \"Notes\" SET \"Stars\" = 1; UPDATE \"Notes\" SET \"Id\" = 2; DELETE FROM \"Notes\"");
        await run.CaughtUpAsync();

        Assert.Equal(
            ["Insert 1", "Update 1", "Update 2 from 1", "Delete 2"],
            run.Recorded.Select(static change => $"{change.Operation} {((NoteModelNoteKey)change.Key!).Id}{(change.OldKey is NoteModelNoteKey old ? $" from {old.Id}" : "")}"));
    }

    [Fact]
    public async Task A_row_from_before_the_key_was_the_identity_stops_the_consumer_that_is_told_by_it()
    {
        await using var run = await ProductsAsync();
        await run.StartAsync();
        await run.StopAsync();
        await run.Database.ExecuteAsync("ALTER TABLE \"Products\" REPLICA IDENTITY DEFAULT; INSERT INTO \"Products\" (\"Id\", \"Code\", \"Shop\", \"Stock\") VALUES (1, 'a', 1, 0); DELETE FROM \"Products\"");
        await run.Database.ExecuteAsync("ALTER TABLE \"Products\" REPLICA IDENTITY USING INDEX \"AK_Products_Shop_Code\"");

        var fault = Assert.IsType<BindException>(await run.FaultAsync());

        Assert.Contains("column \"Code\" belongs to the key of Product but not to the table's replica identity (d)", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_delete_that_was_logged_before_the_key_was_logged_stops_the_catch_up()
    {
        await using var run = await ProductsAsync();
        await run.StartAsync();
        await run.LoseSlotAsync();
        await run.Database.ExecuteAsync(Writes + "UPDATE pgcdc.\"log_public_Products\" SET \"pgcdc_old_Code\" = NULL, \"pgcdc_old_Shop\" = NULL WHERE pgcdc_op = 'D'");

        var fault = Assert.IsType<DecodeException>(await run.FaultAsync());

        Assert.Contains("Product.Shop", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("FULL", "FULL")]
    [InlineData("USING INDEX \"AK_Products_Shop_Code\"", "USING INDEX \"later_Shop_Code_key\"")]
    public async Task A_partition_with_another_identity_than_its_table_is_a_problem_until_it_has_the_same(string table, string partition)
    {
        await using var run = await ProductsAsync();
        await run.Database.ExecuteAsync(
            $"""
            ALTER TABLE "Products" RENAME TO first;
            ALTER TABLE first RENAME CONSTRAINT "AK_Products_Shop_Code" TO first_key;
            ALTER TABLE first RENAME CONSTRAINT "PK_Products" TO first_pk;
            ALTER PUBLICATION pgcdc DROP TABLE first;
            CREATE TABLE "Products" (LIKE first INCLUDING IDENTITY, CONSTRAINT "AK_Products_Shop_Code" UNIQUE ("Shop", "Code")) PARTITION BY LIST ("Shop");
            CREATE TABLE later PARTITION OF "Products" FOR VALUES IN (7);
            ALTER PUBLICATION pgcdc ADD TABLE "Products";
            ALTER TABLE "Products" REPLICA IDENTITY {table};
            CREATE TRIGGER pgcdc_capture_row AFTER INSERT OR UPDATE OR DELETE ON "Products" FOR EACH ROW EXECUTE FUNCTION pgcdc."capture_public_Products"();
            ALTER TABLE "Products" ENABLE ALWAYS TRIGGER pgcdc_capture_row;
            CREATE TRIGGER pgcdc_capture_truncate AFTER TRUNCATE ON "Products" FOR EACH STATEMENT EXECUTE FUNCTION pgcdc."capture_public_Products"();
            ALTER TABLE "Products" ENABLE ALWAYS TRIGGER pgcdc_capture_truncate;
            """);

        var problem = Assert.Single(await run.ProblemsAsync());
        Assert.StartsWith("The partition public.later of public.Products (Product) has another replica identity than the table: the primary key, which it does not have in place of", problem.What, StringComparison.Ordinal);
        Assert.Equal($"ALTER TABLE public.later REPLICA IDENTITY {partition};", problem.Mend);
        await run.StopAsync();
        await run.Database.ExecuteAsync(problem.Mend);
        await run.StartAsync();
        await run.Database.ExecuteAsync(Writes);
        await run.CaughtUpAsync();

        Assert.Equal(["Update 7/a2 from 7/a", "Update 7/b2 from 7/b", "Delete 7/a2", "Delete 7/b2"], Told(run, ChangeOrigin.Stream).TakeLast(4).Select(static line => line.Split(':')[0]));
    }

    private Task<ModelRun<AlternateKeyModel, AlternateKeyModel.Product>> ProductsAsync(Action<PgCdcOptions>? options = null) => ModelRun<AlternateKeyModel, AlternateKeyModel.Product>.CreateAsync(
        server.Server,
        AlternateKeyModelProductDecoder.Instance,
        builder: cdc => cdc.Configure(settings => options?.Invoke(settings)),
        describe: static row => row is AlternateKeyModel.Product product ? $"{product.Id} {{text}} {product.Stock}".Replace("{text}", Length(product.Text), StringComparison.Ordinal) : "");

    private static string Length(string? text) => text is null ? "-" : text.Length > 10_000 ? "large" : text;

    private static IEnumerable<string> Told(ModelRun<AlternateKeyModel, AlternateKeyModel.Product> run, ChangeOrigin origin) =>
        from change in run.Recorded
        where change.Origin == origin
        let row = change.NotSent.Contains("Text") ? change.Row?.Replace("-", "not sent", StringComparison.Ordinal) : change.Row
        select $"{change.Operation} {Key(change.Key)}{(change.OldKey is null ? "" : $" from {Key(change.OldKey)}")}{(row is null ? "" : $": {row}")}";

    private static string Key(object? key) => key is AlternateKeyModelProductKey product ? $"{product.Shop}/{product.Code}" : $"{key}";
}
