using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using PgCdc.Sdk.IntegrationTests.Infrastructure;
using PgCdc.Sdk.Testing;

namespace PgCdc.Sdk.IntegrationTests.EfModel;

/// <summary>What a model can say of a table: shadow properties, no key, computed columns.</summary>
[Trait("Needs", "Postgres")]
public sealed class TableShapeTests(ServerFixture server)
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Shadow_properties_and_foreign_keys_are_on_the_changes_context(bool full)
    {
        var told = new ConcurrentQueue<string>();
        await using var run = await ModelRun<ShadowModel, ShadowModel.Ticket>.CreateAsync(
            server.Server,
            ShadowModelTicketDecoder.Instance,
            builder: cdc => cdc.AddHandler<ShadowModel.Ticket, ShadowHandler>().Services.AddSingleton(told));
        await run.Database.ExecuteAsync(
            $"""
            INSERT INTO "Person" DEFAULT VALUES; INSERT INTO "Person" DEFAULT VALUES;
            {(full ? "ALTER TABLE \"Tickets\" REPLICA IDENTITY FULL" : "")}
            """);
        await run.StartAsync();
        await run.WithContextAsync(async context =>
        {
            var ticket = new ShadowModel.Ticket { Holder = context.Find<ShadowModel.Person>(1L) };
            context.Add(ticket).Property("Day").CurrentValue = DayOfWeek.Friday;
            await context.SaveChangesAsync();
            context.Entry(ticket).Property("HolderId").CurrentValue = 2L;
            context.Entry(ticket).Property("Paid").CurrentValue = true;
            await context.SaveChangesAsync();
            context.Remove(ticket);
            context.Add(new ShadowModel.Ticket());
            await context.SaveChangesAsync();
        });
        await run.CaughtUpAsync();
        Assert.Equal(
            full
                ? ["Stream insert: 1 Friday False", "Stream update from 1: 2 Friday True", "Stream delete: 2 Friday True", "Stream insert:   False"]
                : ["Stream insert: 1 Friday False", "Stream update: 2 Friday True", "Stream delete: -", "Stream insert:   False"],
            told);

        told.Clear();
        await run.LoseSlotAsync();
        await run.Database.ExecuteAsync("UPDATE \"Tickets\" SET \"HolderId\" = 1");
        await run.StartAsync();
        await run.CaughtUpAsync();
        Assert.Equal(["Log update: 1  False"], told);
    }

    [Fact]
    public async Task An_entity_without_a_key_is_told_with_its_whole_old_row()
    {
        await using var run = await ModelRun<KeylessModel, KeylessModel.Reading>.CreateAsync(server.Server, KeylessModelReadingDecoder.Instance);
        await run.StartAsync();
        await run.Database.ExecuteAsync("""INSERT INTO "Readings" VALUES ('a', 1), ('b', 2)""");
        await run.CaughtUpAsync();
        Assert.Equal(await run.StoredAsync(), run.Rows(ChangeOperation.Insert, ChangeOrigin.Stream));

        await run.Database.ExecuteAsync("""UPDATE "Readings" SET "Value" = 3 WHERE "Sensor" = 'a'; DELETE FROM "Readings" WHERE "Sensor" = 'b'""");
        await run.CaughtUpAsync();
        await run.LoseSlotAsync();
        await run.Database.ExecuteAsync("""UPDATE "Readings" SET "Value" = 4; DELETE FROM "Readings" """);
        await run.StartAsync();
        await run.CaughtUpAsync();
        Assert.Equal(
            [
                """Stream Update {"Sensor":"a","Value":3} {"Sensor":"a","Value":1} Value""",
                """Stream Delete {"Sensor":"b","Value":2} {"Sensor":"b","Value":2} """,
                """Log Update {"Sensor":"a","Value":4} {"Sensor":"a","Value":3} Value""",
                """Log Delete {"Sensor":"a","Value":4} {"Sensor":"a","Value":4} """,
            ],
            run.Recorded.Skip(2).Select(static change => $"{change.Origin} {change.Operation} {change.Row} {change.Before} {string.Join(',', change.Changed)}"));
        Assert.All(run.Recorded, static change => Assert.Equal(default(KeylessModelReadingKey), change.Key));
    }

    [Fact]
    public async Task A_captured_computed_column_that_is_not_published_is_a_problem_that_says_what_to_do()
    {
        await using var run = await ModelRun<ComputedModel, ComputedModel.Box>.CreateAsync(server.Server, ComputedModelBoxDecoder.Instance);
        var version = await run.Database.QueryAsync<int>("SELECT current_setting('server_version_num')::int / 10000");
        var problem = Assert.Single(await run.ProblemsAsync());

        Assert.Equal("Column \"Area\" of public.Boxes is computed by the server, which does not publish it: Box.Area would always hold its default.", problem.What);
        Assert.Equal(
            version >= 18
                ? "ALTER PUBLICATION \"pgcdc\" SET (publish_generated_columns = stored); or exclude it with [CaptureChanges(Exclude = [nameof(Box.Area)])]"
                : "Exclude it with [CaptureChanges(Exclude = [nameof(Box.Area)])]; PostgreSQL 18 is the first to publish stored computed columns",
            problem.Mend);
    }

    [Fact]
    public async Task A_computed_column_is_read_where_the_server_publishes_it()
    {
        var binaries = PostgresBinaries.FindAll().FirstOrDefault(static binaries => binaries.Version >= 18);
        Assert.SkipWhen(binaries is null, "No PostgreSQL 18 is installed.");
        await using var own = await OwnServer.StartAsync(binaries: binaries);
        await using var run = await ModelRun<ComputedModel, ComputedModel.Box>.CreateAsync(own, ComputedModelBoxDecoder.Instance);
        await run.Database.ExecuteAsync("ALTER PUBLICATION pgcdc SET (publish_generated_columns = stored)");
        await run.AssertSeenAsStoredAsync(new ComputedModel.Box { Width = 3, Height = 4 });
        Assert.Contains("\"Area\":12", run.Recorded[0].Row, StringComparison.Ordinal);
    }
}
