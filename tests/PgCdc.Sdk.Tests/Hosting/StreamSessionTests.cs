using PgCdc.Sdk.Tests.Fixtures;

namespace PgCdc.Sdk.Tests.Hosting;

public sealed class StreamSessionTests : IAsyncDisposable
{
    private readonly ConsumerFixture _consumer = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _consumer.DisposeAsync();

    [Fact]
    public async Task A_unit_of_work_ends_when_only_progress_waits_behind_its_commit()
    {
        await using var session = await _consumer.OpenSessionAsync();
        var inserted = _consumer.Server.Insert(1);
        _consumer.Server.Connection.SendProgress(_consumer.Server.Advance(0x100));

        await session.StepAsync(Stop).WaitAsync(ConsumerFixture.Deadline, Stop);

        Assert.Equal(["insert 1 a"], _consumer.Store.Writes);
        Assert.True(_consumer.Store.Checkpoint!.Lsn >= inserted.EndLsn);
    }
}
