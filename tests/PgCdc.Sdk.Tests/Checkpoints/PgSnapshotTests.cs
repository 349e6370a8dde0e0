using CsCheck;
using PgCdc.Sdk.Checkpoints;

namespace PgCdc.Sdk.Tests.Checkpoints;

public sealed class PgSnapshotTests
{
    [Theory]
    [InlineData("10:20:", 10, 20, new ulong[0])]
    [InlineData("10:20:10,14,15", 10, 20, new ulong[] { 10, 14, 15 })]
    [InlineData("0:18446744073709551615:", 0, ulong.MaxValue, new ulong[0])]
    public void The_servers_text_is_read(string text, ulong xmin, ulong xmax, ulong[] inProgress)
    {
        var snapshot = PgSnapshot.Parse(text);

        Assert.Equal((xmin, xmax), (snapshot.Xmin, snapshot.Xmax));
        Assert.Equal(inProgress, snapshot.InProgress);
        Assert.Equal(text, snapshot.ToString());
    }

    /// <summary>Seen on 15, from a slot that was created when nothing had run for a moment; given back as it came, it is an error 22P02.</summary>
    [Fact]
    public void An_exported_snapshot_whose_end_lies_before_its_start_is_given_back_as_the_server_takes_it()
    {
        var snapshot = PgSnapshot.Parse("3743:3742:");

        Assert.Equal("3743:3743:", snapshot.ToString());
        Assert.True(snapshot.IsVisible(3742));
        Assert.False(snapshot.IsVisible(3743));
    }

    [Theory]
    [InlineData("")]
    [InlineData("10")]
    [InlineData("10:20")]
    [InlineData("10:20:1:2")]
    [InlineData("-1:20:")]
    [InlineData("10:+20:")]
    [InlineData("10:20:11,")]
    [InlineData("10:20:11,,12")]
    [InlineData("10:20: 11")]
    [InlineData("10:20:x")]
    [InlineData("10:18446744073709551616:")]
    public void Other_text_is_refused_and_repeated(string text) =>
        Assert.Contains($"'{text}'", Assert.Throws<FormatException>(() => PgSnapshot.Parse(text)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData(9, true)]
    [InlineData(10, false)]
    [InlineData(11, true)]
    [InlineData(14, false)]
    [InlineData(19, true)]
    [InlineData(20, false)]
    [InlineData(21, false)]
    public void What_had_ended_before_the_snapshot_is_visible(ulong xid, bool visible) =>
        Assert.Equal(visible, PgSnapshot.Parse("10:20:10,14").IsVisible(xid));

    [Fact]
    public void Visibility_agrees_with_a_list_of_all_that_had_ended() =>
        Gen.Select(Gen.ULong[1, 60], Gen.Bool.Array[1, 40]).Sample(static (first, ended) =>
        {
            // Transactions from `first` on have begun; those marked have ended, and so has everything before.
            var xmax = first + (ulong)ended.Length;
            var running = Enumerable.Range(0, ended.Length).Where(index => !ended[index]).Select(index => first + (ulong)index).ToList();
            var snapshot = PgSnapshot.Parse($"{(running.Count > 0 ? running[0] : xmax)}:{xmax}:{string.Join(',', running)}");
            for (var xid = 0UL; xid < xmax + 5; xid++)
            {
                Assert.Equal(xid < first || (xid < xmax && !running.Contains(xid)), snapshot.IsVisible(xid));
            }
        });

    [Fact]
    public void Snapshots_of_equal_text_are_equal()
    {
        Assert.Equal(PgSnapshot.Parse("10:20:14,11"), PgSnapshot.Parse("10:20:11,14"));
        Assert.Equal(PgSnapshot.Parse("10:20:14").GetHashCode(), PgSnapshot.Parse("10:20:14").GetHashCode());
        Assert.NotEqual(PgSnapshot.Parse("10:20:14"), PgSnapshot.Parse("10:20:15"));
        Assert.NotEqual(PgSnapshot.Parse("10:20:"), PgSnapshot.Parse("11:20:"));
    }
}
