using PgCdc.Sdk.FuzzHost;
using PgCdc.Sdk.FuzzHost.Feeding;
using PgCdc.Sdk.FuzzHost.Judging;
using PgCdc.Sdk.Tests.Fixtures;

namespace PgCdc.Sdk.Tests.Fuzz;

/// <summary>The fuzz loop sees each thing that it looks for.</summary>
public sealed class FuzzRunTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("fuzz").FullName;
    private readonly TaskCompletionSource _release = new();

    public void Dispose()
    {
        _release.SetResult();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task What_is_read_is_right() => AssertRight(await RunAsync(static _ => ScriptedFeed.Read, TimeSpan.FromMilliseconds(200)), "read");

    [Fact]
    public async Task What_is_refused_at_its_position_is_right() => AssertRight(
        await RunAsync(static _ => ScriptedFeed.Refused(new ProtocolException("no (at 0/3000)")), TimeSpan.FromMilliseconds(200)), "ProtocolException");

    [Theory]
    [InlineData(typeof(IndexOutOfRangeException), "no refusal")]
    [InlineData(typeof(OverflowException), "no refusal")]
    [InlineData(typeof(ArgumentException), "no refusal")]
    public async Task An_exception_of_another_kind_is_seen(Type type, string sentence) =>
        AssertSeen(await RunAsync(_ => ScriptedFeed.Refused((Exception)Activator.CreateInstance(type)!)), sentence);

    [Theory]
    [InlineData("no")]
    [InlineData("no (at 0/30001)")]
    public async Task A_refusal_without_its_position_is_seen(string message) =>
        AssertSeen(await RunAsync(_ => ScriptedFeed.Refused(new DecodeException(message))), "without its position");

    [Fact]
    public async Task An_allocation_that_the_input_does_not_account_for_is_seen() =>
        AssertSeen(await RunAsync(static _ => new byte[16_000_000].Length > 0 ? ScriptedFeed.Read : throw new InvalidOperationException()), "bytes allocated");

    [Fact]
    public async Task A_read_past_an_end_is_seen_by_what_lies_there() =>
        AssertSeen(await RunAsync(static surroundings => ScriptedFeed.Read with { Sum = surroundings }), "reads past an end");

    [Fact]
    public async Task An_input_that_hangs_is_seen() =>
        AssertSeen(
            await RunAsync(_ =>
            {
                _release.Task.Wait(ConsumerFixture.Deadline);
                return ScriptedFeed.Read;
            }, patience: TimeSpan.FromMilliseconds(100)),
            "still runs");

    [Fact]
    public void The_command_line_is_read() =>
        Assert.Equal(new FuzzSettings(20, 7, null), FuzzSettings.Parse(["--seconds", "20", "--seed", "7"]));

    [Theory]
    [InlineData("--seconds")]
    [InlineData("--seed", "x")]
    [InlineData("--what", "1")]
    public void A_command_line_that_is_none_is_refused(params string[] arguments) =>
        Assert.Throws<FormatException>(() => FuzzSettings.Parse(arguments));

    private Task<FuzzReport> RunAsync(Func<byte, FeedResult> take, TimeSpan? duration = null, TimeSpan? patience = null) =>
        new FuzzRun([new ScriptedFeed(take)], seed: 1, _folder) { Patience = patience ?? ConsumerFixture.Deadline }
            .RunAsync(duration ?? ConsumerFixture.Deadline, TestContext.Current.CancellationToken);

    private void AssertRight(FuzzReport report, string outcome)
    {
        Assert.Null(report.Violation);
        Assert.Equal(report.Iterations, Assert.Contains(outcome, report.Outcomes));
        Assert.Empty(Directory.GetFiles(_folder));
    }

    /// <summary>The violation is told with its seed, and the file it leaves holds what was fed.</summary>
    private void AssertSeen(FuzzReport report, string sentence)
    {
        Assert.Contains(sentence, report.Violation, StringComparison.Ordinal);
        Assert.Contains("Seed 1, iteration 0", report.Violation, StringComparison.Ordinal);
        var reproduction = Reproduction.Load(Assert.Single(Directory.GetFiles(_folder)));
        Assert.Equal("items", Assert.Single(reproduction.Streams).Table);
    }
}
