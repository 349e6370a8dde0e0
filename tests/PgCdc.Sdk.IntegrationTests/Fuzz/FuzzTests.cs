using PgCdc.Sdk.FuzzHost.Feeding;
using PgCdc.Sdk.FuzzHost.Judging;
using PgCdc.Sdk.FuzzHost.Recording;
using PgCdc.Sdk.IntegrationTests.Infrastructure;
using PgCdc.Sdk.PgOutput;

namespace PgCdc.Sdk.IntegrationTests.Fuzz;

/// <summary>
/// What a real server sent, damaged: read, or refused by name and position, at a bounded price. <c>eng/fuzz.sh</c> does the same for longer.
/// </summary>
[Trait("Needs", "Postgres")]
public sealed class FuzzTests(ServerFixture fixture)
{
    private const int Seed = 20_240_229;
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(20);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Damaged_streams_are_read_or_refused_at_their_position()
    {
        var streams = await RecordAsync("damaged");
        AssertComplete(streams);

        var report = await new FuzzRun(Feeds.Of(streams), Seed, ArtifactsFolder).RunAsync(Duration, Stop);

        Assert.Null(report.Violation);
        TestContext.Current.SendDiagnosticMessage("{0}", report);

        // Each way to end was met: the loop fed more than the parser.
        Assert.Superset(new HashSet<string>(["read", nameof(ProtocolException), nameof(DecodeException), nameof(BindException)]), report.Outcomes.Keys.ToHashSet());
        Assert.True(report.Changes > report.Iterations, $"{report}");
    }

    [Fact]
    public async Task The_same_seed_damages_in_the_same_way()
    {
        var feeds = Feeds.Of(await RecordAsync("seed"));

        for (var iteration = 0; iteration < 200; iteration++)
        {
            var first = new FuzzRun(feeds, Seed, ArtifactsFolder).InputAt(iteration);
            var second = new FuzzRun(feeds, Seed, ArtifactsFolder).InputAt(iteration);
            Assert.Same(first.Feed, second.Feed);
            Assert.Equal(first.Frames.Select(static frame => (frame.At, frame.Operation)), second.Frames.Select(static frame => (frame.At, frame.Operation)));
            Assert.Equal(first.Frames.Select(static frame => frame.Payload), second.Frames.Select(static frame => frame.Payload));
        }
    }

    /// <summary>Nothing is missing of what the loop claims to damage.</summary>
    private static void AssertComplete(IReadOnlyList<RecordedStream> streams)
    {
        var kinds = streams.Where(static stream => stream.Door != RecordedDoor.Log).SelectMany(static stream => stream.Frames)
            .Select(static frame => PgOutputParser.KindOf(frame.Payload)).ToHashSet();
        Assert.Equal(Enum.GetValues<MessageKind>().Order(), kinds.Order());
        Assert.Equal("IUDT".Order(), streams.Where(static stream => stream.Door == RecordedDoor.Log).SelectMany(static stream => stream.Frames).Select(static frame => frame.Operation).Distinct().Order());
        var reading = streams.GroupBy(static stream => stream.Table).SelectMany(ReadableFields.Of).Select(static field => field.Decoder).ToHashSet();
        // An extension is recorded only where the server has it.
        var idle = Decoders.Single.Where(decoder => !reading.Contains(decoder) && decoder.Reads != "hstore").Select(static decoder => decoder.Reads).ToList();
        Assert.True(idle.Count == 0, $"Nothing is recorded that is read as {string.Join(" | ", idle)}: {nameof(SampleTypes)} lacks a type.");
    }

    private static string ArtifactsFolder => Path.Combine(AppContext.BaseDirectory, FuzzHost.FuzzSettings.Folder);

    private async Task<IReadOnlyList<RecordedStream>> RecordAsync(string name) => await Recorder.RecordAsync(
        await fixture.Server.CreateDatabaseAsync($"fuzz_{name}_{Environment.ProcessId}", Stop), Stop);
}
