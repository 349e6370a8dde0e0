using PgCdc.Sdk.Hosting;
using PgCdc.Sdk.Tests.Fixtures;

namespace PgCdc.Sdk.Tests.Dispatch;

/// <summary>What cannot come from a server that keeps the protocol stops the stream, and the sentence says where.</summary>
public sealed class StreamWalkerTests : IAsyncDisposable
{
    private static readonly Lsn At = new(0x2000);
    private readonly ConsumerFixture _consumer = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _consumer.DisposeAsync();

    [Fact]
    public async Task A_transaction_within_another_one_is_refused()
    {
        var refused = await RefusedAsync<ProtocolException>(Begin(0x3000), WireTable.Items.Relation(), WireTable.Items.Insert(1), Begin(0x4000));

        Assert.Contains("A transaction begins at 0/4000 within another one", refused.Message, StringComparison.Ordinal);
        AssertNothingStored(refused);
    }

    [Theory]
    [InlineData(0x3008, 0x3030)]
    [InlineData(0x3000, 0x3000)]
    public async Task A_commit_that_its_transaction_did_not_announce_is_refused(ulong commit, ulong end)
    {
        var refused = await RefusedAsync<ProtocolException>(Begin(0x3000), WireTable.Items.Relation(), WireTable.Items.Insert(1), WireMessage.Commit(commit, end, 0));

        Assert.Contains("ends the transaction that was to commit at 0/3000", refused.Message, StringComparison.Ordinal);
        AssertNothingStored(refused);
    }

    [Theory]
    [InlineData(0x3000)]
    [InlineData(0x2F00)]
    public async Task A_transaction_behind_a_later_one_is_refused(ulong commit)
    {
        // A second time, or out of the order of commits: the stored position would say that it was handled.
        var refused = await RefusedAsync<ProtocolException>(
            Begin(0x3000), WireTable.Items.Relation(), WireTable.Items.Insert(1), WireMessage.Commit(0x3000, 0x3030, 0), Begin(commit));

        Assert.Contains("came behind one that committed at 0/3000", refused.Message, StringComparison.Ordinal);
        Assert.Contains($"at {At}", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData('I')]
    [InlineData('U')]
    [InlineData('D')]
    public async Task A_row_of_another_number_of_columns_than_was_described_is_refused(char kind)
    {
        WireField[] row = [WireField.Int8(1), WireField.Text("a"), WireField.Null, WireField.Null];
        var message = kind switch
        {
            'I' => WireMessage.Insert(WireTable.Items.Id, row),
            'U' => WireMessage.Update(WireTable.Items.Id, row[..3], 'O', row),
            _ => WireMessage.Delete(WireTable.Items.Id, 'K', row),
        };

        var refused = await RefusedAsync<ProtocolException>(Begin(0x3000), WireTable.Items.Relation(), message);

        Assert.Contains("described with 3", refused.Message, StringComparison.Ordinal);
        AssertNothingStored(refused);
    }

    [Fact]
    public async Task A_change_outside_of_a_transaction_is_refused_though_nobody_handles_it() =>
        AssertNothingStored(await RefusedAsync<ProtocolException>(WireTable.Strangers.Relation(), WireTable.Strangers.Insert(1)));

    [Fact]
    public async Task A_table_that_does_not_fit_is_refused_where_it_was_described()
    {
        var other = WireTable.Items with { Columns = [new WireColumn("id", 20, IsKey: true)] };

        var refused = await RefusedAsync<BindException>(Begin(0x3000), other.Relation());

        AssertNothingStored(refused);
    }

    [Fact]
    public async Task A_message_outside_of_transactions_is_refused_within_one() =>
        AssertNothingStored(await RefusedAsync<ProtocolException>(Begin(0x3000), WireMessage.Logical(false, At.Value, "prefix", [1])));

    [Fact]
    public async Task A_message_that_says_another_position_than_its_frame_is_refused() =>
        // Its position is what would be stored.
        AssertNothingStored(await RefusedAsync<ProtocolException>(WireMessage.Logical(false, 0x9_0000_0000, "prefix", [1])));

    [Fact]
    public async Task A_row_that_cannot_be_decoded_is_named_by_its_own_place()
    {
        var broken = WireMessage.Insert(WireTable.Items.Id, WireField.Binary(1, 2, 3), WireField.Text("a"), WireField.Null);

        var refused = await RefusedAsync<DecodeException>(Begin(0x3000), WireTable.Items.Relation(), WireTable.Items.Insert(1), broken);

        Assert.Contains("0/3000#1;", refused.Message, StringComparison.Ordinal);
    }

    private static byte[] Begin(ulong commit) => WireMessage.Begin(commit, 0, 700);

    private async Task<TException> RefusedAsync<TException>(params byte[][] messages)
        where TException : PgCdcException
    {
        await using var session = await _consumer.OpenSessionAsync();
        _consumer.Server.Connection.Send([.. messages.Select(static message => (At, message))]);
        return await Assert.ThrowsAsync<TException>(async () =>
        {
            while (true)
            {
                await StepAsync(session);
            }
        });
    }

    private void AssertNothingStored(PgCdcException refused)
    {
        Assert.Contains($"at {At}", refused.Message, StringComparison.Ordinal);
        Assert.Empty(_consumer.Store.Units);
    }

    private static Task StepAsync(StreamSession session) => session.StepAsync(Stop).WaitAsync(ConsumerFixture.Deadline, Stop);
}
