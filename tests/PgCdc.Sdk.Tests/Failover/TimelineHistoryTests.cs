using PgCdc.Sdk.Failover;

namespace PgCdc.Sdk.Tests.Failover;

public sealed class TimelineHistoryTests
{
    private const string History =
        "1\t0/A000198\tno recovery target specified\n\n2\t1/3002170\tbefore 2024-01-01 00:00:00+00\n# a comment\n3\t1/4000000\t2 is left\n";

    [Theory]
    [InlineData(1u, "0/A000198")]
    [InlineData(2u, "1/3002170")]
    [InlineData(3u, "1/4000000")]
    public void An_ancestor_was_left_at_its_switch_point(uint timeline, string switchPoint) =>
        Assert.Equal(Lsn.Parse(switchPoint), TimelineHistory.SwitchPoint(History, timeline));

    [Fact]
    public void A_timeline_that_is_no_ancestor_has_no_switch_point() => Assert.Null(TimelineHistory.SwitchPoint(History, 4));

    [Theory]
    [InlineData("")]
    [InlineData("\n\n")]
    [InlineData("1")]
    [InlineData("1\tnowhere\treason")]
    [InlineData("#1\t0/1\treason")]
    public void Text_that_is_no_history_has_no_switch_point(string history) => Assert.Null(TimelineHistory.SwitchPoint(history, 1));

    [Fact]
    public void Line_ends_of_Windows_are_read() => Assert.Equal(new Lsn(0x10), TimelineHistory.SwitchPoint("1\t0/10\r\n", 1));
}
