using PgCdc.Sdk.Hosting;
using PgCdc.Sdk.Tests.Fixtures;

namespace PgCdc.Sdk.Tests.Hosting;

public sealed class ConsumerMonitorTests
{
    private static readonly Lsn Position = new(0x100);

    private readonly ConsumerMonitor _monitor = new("shop");

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public void A_position_that_was_reached_is_not_waited_for()
    {
        _monitor.Move(Position, Position, Position);

        Assert.True(_monitor.WaitForAsync(Position, Stop).IsCompletedSuccessfully);
    }

    [Fact]
    public async Task Who_waits_for_a_position_is_woken_when_it_is_handled()
    {
        var waiting = _monitor.WaitForAsync(Position, Stop);
        _monitor.Move(default, new Lsn(0xFF), new Lsn(0x200));
        Assert.False(waiting.IsCompleted);

        _monitor.Move(default, Position, new Lsn(0x200));

        await waiting.WaitAsync(ConsumerFixture.Deadline, Stop);
    }

    [Fact]
    public async Task Who_waits_for_a_state_is_woken_when_it_is_entered()
    {
        var waiting = _monitor.WaitForAsync(PgCdcState.Streaming, Stop);
        _monitor.Enter(PgCdcState.Waiting);
        Assert.False(waiting.IsCompleted);

        _monitor.Enter(PgCdcState.Streaming);

        await waiting.WaitAsync(ConsumerFixture.Deadline, Stop);
    }

    [Fact]
    public async Task Who_waits_hears_of_a_fault()
    {
        var fault = new ProtocolException("the cause");
        var waiting = _monitor.WaitForAsync(Position, Stop);

        _monitor.Enter(PgCdcState.Faulted, fault);

        var heard = await Assert.ThrowsAsync<InvalidOperationException>(() => waiting);
        Assert.Same(fault, heard.InnerException);
        Assert.Contains("\"shop\" is Faulted", heard.Message, StringComparison.Ordinal);
        Assert.Contains("the cause", heard.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_waits_hears_of_a_stop()
    {
        var waiting = _monitor.WaitForAsync(PgCdcState.Streaming, Stop);

        _monitor.Enter(PgCdcState.Stopped);

        Assert.Contains("the host stopped it", (await Assert.ThrowsAsync<InvalidOperationException>(() => waiting)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_waits_for_the_end_gets_it()
    {
        var waiting = _monitor.WaitForAsync(PgCdcState.Faulted, Stop);

        _monitor.Enter(PgCdcState.Faulted, new ProtocolException("p"));

        await waiting.WaitAsync(ConsumerFixture.Deadline, Stop);
    }

    [Fact]
    public async Task A_wait_can_be_given_up()
    {
        using var giveUp = new CancellationTokenSource();
        var waiting = _monitor.WaitForAsync(Position, giveUp.Token);

        await giveUp.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
    }

    [Fact]
    public void Going_on_clears_the_fault()
    {
        _monitor.Enter(PgCdcState.Recovering, new ProtocolException("p"));
        Assert.NotNull(_monitor.Fault);

        _monitor.Enter(PgCdcState.Streaming);

        Assert.Null(_monitor.Fault);
    }

    [Fact]
    public void The_lag_is_what_came_and_was_not_handled()
    {
        _monitor.Move(new Lsn(0x10), new Lsn(0x20), new Lsn(0x120));
        Assert.Equal(0x100, _monitor.LagBytes);

        _monitor.Move(new Lsn(0x10), new Lsn(0x20), new Lsn(0x10));
        Assert.Equal(0, _monitor.LagBytes);
    }

    [Fact]
    public void Counts_add_up()
    {
        _monitor.Count(3, 1);
        _monitor.Count(4, 2);

        Assert.Equal((7, 3), (_monitor.Changes, _monitor.Transactions));
    }
}
