using PgCdc.Sdk.Checkpoints;

namespace PgCdc.Sdk.Tests.Checkpoints;

public sealed class TimelineHistoryTests
{
    private const string File =
        "1\t0/A000198\tno recovery target specified\n\n2\t1/3002170\tbefore 2024-01-01 00:00:00+00\n# a comment\n3\t1/4000000\t2 is left\n";

    [Fact]
    public void A_history_file_tells_where_each_ancestor_was_left() =>
        Assert.Equal("1@0/A000198 2@1/3002170 3@1/4000000 4", TimelineHistory.ParseFile(4, File).ToString());

    [Theory]
    [InlineData("")]
    [InlineData("\n\n")]
    [InlineData("1")]
    [InlineData("1\tnowhere\treason")]
    [InlineData("#1\t0/1\treason")]
    public void A_line_that_names_no_ancestor_is_passed_over(string file) =>
        Assert.Equal(TimelineHistory.Of(7), TimelineHistory.ParseFile(7, file));

    [Fact]
    public void Line_ends_of_Windows_are_read() => Assert.Equal("1@0/10 2", TimelineHistory.ParseFile(2, "1\t0/10\r\n").ToString());

    [Theory]
    [InlineData("1")]
    [InlineData("7")]
    [InlineData("1@0/3000000 2")]
    [InlineData("1@0/3000000 2@0/5000000 5")]
    public void What_was_written_is_read(string text) => Assert.Equal(text, TimelineHistory.Parse(text).ToString());

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("1@0/3 x")]
    [InlineData("1@ 2")]
    [InlineData("1 2")]
    public void Text_that_is_no_history_is_refused(string text) => Assert.Throws<FormatException>(() => TimelineHistory.Parse(text));

    [Theory]
    // The server went on where the checkpoint stood.
    [InlineData("1", "1", null, false)]
    [InlineData("1@0/30 2", "1@0/30 2", null, false)]
    // The server was promoted: what lies behind the switch is not on it.
    [InlineData("1", "1@0/30 2", "0/30", false)]
    [InlineData("1@0/30 2", "1@0/30 2@0/50 3", "0/50", false)]
    [InlineData("1", "1@0/30 2@0/50 3", "0/30", false)]
    // Two standbys were promoted without knowing of each other, under one number or two.
    [InlineData("1@0/40 2", "1@0/30 2", "0/30", false)]
    [InlineData("1@0/30 2", "1@0/40 2", "0/30", false)]
    [InlineData("1@0/30 2", "1@0/40 3", "0/30", false)]
    [InlineData("1@0/30 2", "1@0/30 3", "0/30", false)]
    // The server is what was there before the promotion.
    [InlineData("1@0/30 2", "1", "0/30", true)]
    [InlineData("1@0/30 2@0/50 3", "1@0/30 2", "0/50", true)]
    // Nothing in common.
    [InlineData("5", "7", "0/0", false)]
    public void Two_histories_part_where_one_of_them_left_what_they_share(string checkpoint, string server, string? fork, bool isAhead)
    {
        var found = TimelineHistory.Parse(checkpoint).ForkFrom(TimelineHistory.Parse(server), out var ahead);

        Assert.Equal((fork is null ? (Lsn?)null : Lsn.Parse(fork), isAhead), (found, ahead));
    }

    [Theory]
    [InlineData("0/1", 1u)]
    [InlineData("0/30", 1u)]
    [InlineData("0/31", 2u)]
    [InlineData("0/50", 2u)]
    [InlineData("1/0", 3u)]
    public void A_position_lies_on_the_timeline_that_had_not_been_left_before_it(string position, uint timeline) =>
        Assert.Equal(timeline, TimelineHistory.Parse("1@0/30 2@0/50 3").TimelineAt(Lsn.Parse(position)));
}
