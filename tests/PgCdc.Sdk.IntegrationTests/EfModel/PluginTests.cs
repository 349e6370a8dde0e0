using Microsoft.EntityFrameworkCore;
using NetTopologySuite.Geometries;
using NetTopologySuite.IO;
using NodaTime;
using PgCdc.Sdk.IntegrationTests.Infrastructure;

namespace PgCdc.Sdk.IntegrationTests.EfModel;

/// <summary>The types of the EF provider's plug-ins.</summary>
[Trait("Needs", "Postgres")]
public sealed class PluginTests(ServerFixture server)
{
    [Fact]
    public async Task NodaTimes_types_are_what_the_plug_in_reads()
    {
        await using var run = await ModelRun<NodaModel, NodaModel.Meeting>.CreateAsync(
            server.Server,
            NodaModelMeetingDecoder.Instance,
            static npgsql => npgsql.UseNodaTime(),
            builder: static cdc => cdc.UseNodaTime(),
            describe: static row => $"{row}");
        await run.AssertSeenAsStoredAsync(
            new NodaModel.Meeting
            {
                At = Instant.FromUtc(2026, 11, 23, 1, 2, 3).PlusTicks(10),
                Ends = Instant.MaxValue,
                Local = new LocalDateTime(2026, 1, 2, 3, 4, 5).PlusTicks(60),
                Day = new LocalDate(2026, 2, 3),
                Clock = new LocalTime(23, 59, 58).PlusTicks(70),
                Repeats = new PeriodBuilder { Years = 1, Months = 2, Days = 10, Hours = 5, Ticks = 30 }.Build(),
                Length = Duration.FromHours(49) + Duration.FromTicks(10),
            },
            new NodaModel.Meeting { Ends = Instant.MinValue, Day = LocalDate.MaxIsoValue },
            new NodaModel.Meeting { Repeats = Period.FromMonths(-13), Length = Duration.FromDays(-1) });
    }

    [Fact]
    public async Task A_type_that_nothing_reads_is_a_problem_that_names_column_type_and_property()
    {
        await using var run = await ModelRun<NodaModel, NodaModel.Meeting>.CreateAsync(
            server.Server, NodaModelMeetingDecoder.Instance, static npgsql => npgsql.UseNodaTime());
        var problems = await run.ProblemsAsync();

        Assert.Equal(7, problems.Count);
        Assert.Equal("Column \"At\" of public.Meetings is timestamp with time zone, and no decoder makes it the Instant that Meeting.At is.", problems[0].What);
        Assert.All(problems, static problem => Assert.StartsWith("Mark the property [DecodeWith(typeof(…))], call DecodeWith(…) in AddPgCdc", problem.Mend, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Geometries_are_read_from_the_bytes_that_PostGIS_sends()
    {
        await using var run = await ModelRun<GeometryModel, GeometryModel.Field>.CreateAsync(
            server.Server,
            GeometryModelFieldDecoder.Instance,
            builder: static cdc => cdc.UseNetTopologySuite(),
            describe: static row => $"{row}",
            before: GeometryModel.Type);
        var gate = new PostGisWriter().Write(new Point(7.4, 46.9) { SRID = 4326 });
        var border = new PostGisWriter().Write(new LineString([new(0, 0), new(1, 2.5)]));
        await run.StartAsync();
        await run.Database.ExecuteAsync(
            $"""
            INSERT INTO "Fields" ("Gate", "Border") VALUES ('\x{Convert.ToHexString(gate)}', '\x{Convert.ToHexString(border)}'), ('\x{Convert.ToHexString(gate)}', NULL)
            """);
        await run.CaughtUpAsync();
        await run.LoseSlotAsync();
        await run.TouchAsync();
        await run.StartAsync();
        await run.CaughtUpAsync();

        string[] expected = ["1 4326 POINT (7.4 46.9) LINESTRING (0 0, 1 2.5)", "2 4326 POINT (7.4 46.9) "];
        Assert.Equal(expected, run.Rows(ChangeOperation.Insert, ChangeOrigin.Stream));
        Assert.Equal(expected, run.Rows(ChangeOperation.Update, ChangeOrigin.Log));
    }
}
