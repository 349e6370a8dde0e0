using Microsoft.Extensions.Time.Testing;
using PgCdc.Sdk.Hosting;
using PgCdc.Sdk.Tests.Fixtures;

namespace PgCdc.Sdk.Tests.Hosting;

/// <summary>One connection: what is handled together, stored together, and only then acknowledged.</summary>
public sealed class StreamSessionTests : IAsyncDisposable
{
    private readonly ConsumerFixture _consumer = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private RecordedServer Server => _consumer.Server;

    private FakeTimeProvider Clock => _consumer.Clock;

    public ValueTask DisposeAsync() => _consumer.DisposeAsync();

    [Fact]
    public async Task Nothing_is_acknowledged_before_it_is_stored()
    {
        await using var session = await _consumer.OpenSessionAsync();
        Server.Insert(1);
        _consumer.Journal.Inside = (_, _, _) =>
        {
            Assert.Empty(Server.Connection.Acknowledged);
            return default;
        };

        await StepAsync(session);

        Assert.Equal([_consumer.Store.Checkpoint!.Lsn], Server.Connection.Acknowledged);
    }

    [Fact]
    public async Task What_is_acknowledged_is_never_beyond_what_is_stored()
    {
        _consumer.Options.MaxTransactionsPerUnit = 3;
        await using var session = await _consumer.OpenSessionAsync();
        for (var id = 1; id <= 20; id++)
        {
            Server.Insert(id);
        }

        while (_consumer.Monitor.Handled < Server.End)
        {
            await StepAsync(session);
            Assert.Equal(_consumer.Store.Checkpoint!.Lsn, Server.Connection.Acknowledged[^1]);
        }

        Assert.Equal(Server.Connection.Acknowledged.Order(), Server.Connection.Acknowledged);
        Assert.Equal(Server.End, _consumer.Store.Checkpoint!.Lsn);
    }

    [Fact]
    public async Task A_failed_store_acknowledges_nothing()
    {
        await using var session = await _consumer.OpenSessionAsync();
        Server.Insert(1);
        _consumer.Store.Failures.Enqueue(new IOException("the database went away"));

        await Assert.ThrowsAsync<IOException>(() => StepAsync(session));

        Assert.Empty(Server.Connection.Acknowledged);
        Assert.Equal(RecordedServer.Origin, _consumer.Monitor.Stored);
    }

    [Fact]
    public async Task The_stream_begins_at_the_stored_position()
    {
        var first = Server.Insert(1);
        Server.Insert(2);
        _consumer.Store.Checkpoint = _consumer.Store.Checkpoint! with { Lsn = first.EndLsn };

        await using var session = await _consumer.OpenSessionAsync();
        await StepAsync(session);

        Assert.Equal(first.EndLsn, Server.Connection.StartedFrom);
        Assert.Equal(["insert 2 a"], _consumer.Store.Writes);
    }

    [Fact]
    public async Task A_unit_of_work_ends_when_only_progress_waits_behind_its_commit()
    {
        await using var session = await _consumer.OpenSessionAsync();
        var inserted = Server.Insert(1);
        Server.Connection.SendProgress(Server.Advance(0x100));

        await StepAsync(session);

        Assert.Equal(["insert 1 a"], _consumer.Store.Writes);
        Assert.True(_consumer.Store.Checkpoint!.Lsn >= inserted.EndLsn);
    }

    [Fact]
    public async Task Transactions_that_wait_share_a_unit_of_work()
    {
        await using var session = await _consumer.OpenSessionAsync();
        Server.Insert(1);
        Server.Insert(2);
        var last = Server.Insert(3);

        await StepAsync(session);

        var unit = Assert.Single(_consumer.Store.Units);
        Assert.Equal(["insert 1 a", "insert 2 a", "insert 3 a"], unit.Writes);
        Assert.Equal(last.EndLsn, unit.Move.Lsn);
        Assert.Equal(3, unit.Move.Handled!.Transactions.Count);
    }

    [Fact]
    public async Task A_unit_of_work_takes_no_more_transactions_than_allowed()
    {
        _consumer.Options.MaxTransactionsPerUnit = 2;
        await using var session = await _consumer.OpenSessionAsync();
        for (var id = 1; id <= 5; id++)
        {
            Server.Insert(id);
        }

        await StepAsync(session);
        await StepAsync(session);
        await StepAsync(session);

        Assert.Equal([2, 2, 1], _consumer.Store.Units.Select(unit => unit.Writes.Count));
    }

    [Fact]
    public async Task A_unit_of_work_takes_no_further_transaction_after_enough_changes()
    {
        _consumer.Options.MaxChangesPerUnit = 3;
        await using var session = await _consumer.OpenSessionAsync();
        for (var transaction = 0; transaction < 4; transaction++)
        {
            Server.Commit((WireTable.Items, WireTable.Items.Insert(1)), (WireTable.Items, WireTable.Items.Insert(2)));
        }

        await StepAsync(session);
        await StepAsync(session);

        Assert.Equal([4, 4], _consumer.Store.Units.Select(unit => unit.Writes.Count));
    }

    [Fact]
    public async Task A_single_transaction_is_never_split()
    {
        _consumer.Options.MaxChangesPerUnit = 1;
        _consumer.Options.MaxTransactionsPerUnit = 1;
        _consumer.Options.MaxUnitDuration = TimeSpan.Zero;
        Server.FramesPerBlock = 1;
        await using var session = await _consumer.OpenSessionAsync();
        Server.Commit([.. Enumerable.Range(1, 50).Select(static id => ((WireTable?)WireTable.Items, WireTable.Items.Insert(id)))]);

        await StepAsync(session);

        Assert.Equal(50, Assert.Single(_consumer.Store.Units).Writes.Count);
    }

    [Fact]
    public async Task A_unit_of_work_takes_no_further_transaction_once_it_is_old()
    {
        await using var session = await _consumer.OpenSessionAsync();
        Server.Insert(1);
        Server.Insert(2);
        _consumer.Journal.Inside = (_, _, _) =>
        {
            Clock.Advance(_consumer.Options.MaxUnitDuration);
            return default;
        };

        await StepAsync(session);

        Assert.Equal(["insert 1 a"], Assert.Single(_consumer.Store.Units).Writes);
    }

    [Fact]
    public async Task A_message_that_is_read_stays_whole_while_its_handler_waits()
    {
        Server.FramesPerBlock = 2;
        await using var session = await _consumer.OpenSessionAsync();
        Server.Commit(
            (WireTable.Items, WireTable.Items.Insert(1, "first")),
            (WireTable.Items, WireTable.Items.Update(1, "second")),
            (WireTable.Items, WireTable.Items.Delete(1)));
        _consumer.Journal.Inside = static async (_, _, _) => await Task.Yield();

        await StepAsync(session);

        Assert.Equal(["insert 1 first", "update 1 second", "delete 1"], _consumer.Store.Writes);
    }

    [Fact]
    public async Task Changes_are_numbered_over_all_tables_of_their_transaction()
    {
        await using var session = await _consumer.OpenSessionAsync();
        var transaction = Server.Commit(
            (WireTable.Strangers, WireTable.Strangers.Insert(1)),
            (WireTable.Items, WireTable.Items.Insert(1)),
            (WireTable.Strangers, WireTable.Strangers.Insert(2)),
            (WireTable.Items, WireTable.Items.Delete(1)));

        await StepAsync(session);

        var contexts = _consumer.Journal.Calls.ConvertAll(static call => call.Context);
        Assert.Equal([new(transaction.CommitLsn, 1), new(transaction.CommitLsn, 3)], contexts.ConvertAll(static context => context.Position));
        Assert.All(contexts, context => Assert.Equal(
            (transaction.Xid, Server.Identity.SystemId, ChangeOrigin.Stream, 1), ((uint)context.Xid, context.Id.SystemId, context.Origin, context.Attempt)));
    }

    [Fact]
    public async Task A_truncate_reaches_each_of_its_tables()
    {
        await using var session = await _consumer.OpenSessionAsync();
        Server.Commit(
            (WireTable.Items, WireTable.Items.Insert(1)),
            (WireTable.Strangers, WireTable.Strangers.Insert(1)),
            (null, WireMessage.Truncate(3, WireTable.Strangers.Id, WireTable.Items.Id)));

        await StepAsync(session);

        Assert.Equal(["insert 1 a", "truncate cascade=True restart=True"], _consumer.Store.Writes);
        Assert.Equal(3, _consumer.Journal.Calls[^1].Context.Ordinal);
    }

    [Fact]
    public async Task A_transaction_that_nobody_handles_opens_no_unit_of_work_and_is_noted_with_the_next()
    {
        await using var session = await _consumer.OpenSessionAsync();
        var passed = Server.Commit((WireTable.Strangers, WireTable.Strangers.Insert(1)));
        var handled = Server.Insert(1);

        await StepAsync(session);

        Assert.Equal(1, _consumer.Store.Scopes);
        Assert.Equal([passed.Xid, handled.Xid], _consumer.Store.Units[0].Move.Handled!.Transactions.Select(static transaction => (uint)transaction.Xid));
    }

    [Fact]
    public async Task Many_transactions_that_nobody_handles_are_stored_before_they_fill_the_memory()
    {
        _consumer.Options.MaxTransactionsPerUnit = 10;
        await using var session = await _consumer.OpenSessionAsync();
        for (var id = 0; id < 10; id++)
        {
            Server.Commit((WireTable.Strangers, WireTable.Strangers.Insert(id)));
        }

        await StepAsync(session);

        Assert.Equal(10, Assert.Single(_consumer.Store.Units).Move.Handled!.Transactions.Count);
        Assert.Equal([Server.End], Server.Connection.Acknowledged);
    }

    [Fact]
    public async Task Progress_inside_a_transaction_does_not_move_the_position()
    {
        await using var session = await _consumer.OpenSessionAsync();
        var far = new Lsn(0x9000_0000);
        var frames = new RecordedTransaction(900, new Lsn(0x2000), new Lsn(0x2010), [(WireTable.Items, new Lsn(0x1FF0), WireTable.Items.Insert(1))]).Frames([]).ToArray();
        Server.Connection.Send(frames[..2]);
        Server.Connection.SendProgress(far);
        Server.Connection.Send(frames[2..3]);
        Server.Connection.SendProgress(far);
        Server.Connection.Send(frames[3..]);

        await StepAsync(session);

        Assert.Equal(new Lsn(0x2010), _consumer.Store.Checkpoint!.Lsn);
        Assert.Equal([new Lsn(0x2010)], Server.Connection.Acknowledged);
    }

    [Fact]
    public async Task An_idle_streams_position_is_handled_at_once_and_stored_only_when_due()
    {
        await using var session = await _consumer.OpenSessionAsync();
        var position = Server.Advance((ulong)_consumer.Options.IdleCheckpointBytes);

        Server.Connection.SendProgress(position);
        await StepAsync(session);
        Assert.Equal((position, RecordedServer.Origin), (_consumer.Monitor.Handled, _consumer.Monitor.Stored));
        Assert.Empty(Server.Connection.Acknowledged);

        Clock.Advance(_consumer.Options.IdleCheckpointInterval);
        Server.Connection.SendProgress(position);
        await StepAsync(session);

        Assert.Equal(position, _consumer.Store.Checkpoint!.Lsn);
        Assert.Equal([position], Server.Connection.Acknowledged);
        Assert.Null(_consumer.Store.Units[0].Move.Handled);
    }

    [Fact]
    public async Task An_idle_streams_position_that_has_hardly_moved_is_not_stored()
    {
        await using var session = await _consumer.OpenSessionAsync();
        Clock.Advance(_consumer.Options.IdleCheckpointInterval);

        Server.Connection.SendProgress(Server.Advance((ulong)_consumer.Options.IdleCheckpointBytes - 1));
        await StepAsync(session);

        Assert.Empty(_consumer.Store.Units);
    }

    [Fact]
    public async Task A_position_that_does_not_move_is_never_stored_again()
    {
        _consumer.Options.IdleCheckpointBytes = 0;
        await using var session = await _consumer.OpenSessionAsync();
        for (var tick = 0; tick < 5; tick++)
        {
            Clock.Advance(_consumer.Options.IdleCheckpointInterval);
            Server.Connection.SendProgress(RecordedServer.Origin);
            await StepAsync(session);
        }

        Assert.Empty(_consumer.Store.Units);
    }

    [Fact]
    public async Task What_passed_by_unhandled_is_stored_when_the_stream_is_idle_for_long_enough()
    {
        await using var session = await _consumer.OpenSessionAsync();
        var passed = Server.Commit((WireTable.Strangers, WireTable.Strangers.Insert(1)));
        Clock.Advance(_consumer.Options.IdleCheckpointInterval);
        Server.Connection.SendProgress(Server.End);

        await StepAsync(session);

        Assert.Equal(passed.Xid, (uint)Assert.Single(Assert.Single(_consumer.Store.Units).Move.Handled!.Transactions).Xid);
    }

    [Fact]
    public async Task A_base_is_taken_when_due_and_becomes_one_when_its_position_is_handled()
    {
        await using var session = await _consumer.OpenSessionAsync();
        var captures = Server.Captures;
        Server.Insert(1);
        await StepAsync(session);
        Assert.Equal(captures, Server.Captures);

        Clock.Advance(_consumer.Options.BaseInterval);
        var position = Server.Advance(0x40);
        Server.Connection.SendProgress(new Lsn(position.Value - 1));
        await StepAsync(session);
        Assert.Equal(captures + 1, Server.Captures);
        Assert.Single(_consumer.Store.Checkpoint!.Bases);

        Clock.Advance(_consumer.Options.IdleCheckpointInterval);
        Server.Connection.SendProgress(position);
        await StepAsync(session);

        Assert.Equal([RecordedServer.Origin, position], _consumer.Store.Checkpoint!.Bases.Select(static known => known.Lsn));
    }

    [Fact]
    public async Task A_transaction_that_comes_again_is_passed_over()
    {
        _consumer.Store.Checkpoint = _consumer.Store.Checkpoint! with { Lsn = new Lsn(0x3000) };
        await using var session = await _consumer.OpenSessionAsync();
        var frames = new RecordedTransaction(900, new Lsn(0x2000), new Lsn(0x2010), [(WireTable.Items, new Lsn(0x1FF0), WireTable.Items.Insert(1))]).Frames([]);
        Server.Connection.Send([.. frames]);
        Server.Connection.SendProgress(new Lsn(0x3000));

        await StepAsync(session);

        Assert.Empty(_consumer.Journal.Calls);
        Assert.Equal(new Lsn(0x3000), _consumer.Monitor.Handled);
        Assert.Contains(_consumer.Logs.GetSnapshot(), static record => record.Id.Id == EventIds.RepeatedTransaction);
    }

    [Fact]
    public async Task A_transaction_whose_commit_record_begins_where_the_position_lies_is_new()
    {
        _consumer.Store.Checkpoint = _consumer.Store.Checkpoint! with { Lsn = new Lsn(0x2000) };
        await using var session = await _consumer.OpenSessionAsync();
        Server.Connection.Send([.. new RecordedTransaction(900, new Lsn(0x2000), new Lsn(0x2010), [(WireTable.Items, new Lsn(0x1FF0), WireTable.Items.Insert(1))]).Frames([])]);

        await StepAsync(session);

        Assert.Equal(["insert 1 a"], _consumer.Store.Writes);
    }

    [Fact]
    public async Task A_stop_inside_a_unit_of_work_stores_nothing()
    {
        await using var session = await _consumer.OpenSessionAsync();
        Server.Commit((WireTable.Items, WireTable.Items.Insert(1)), (WireTable.Items, WireTable.Items.Insert(2)));
        using var stop = new CancellationTokenSource();
        _consumer.Journal.Inside = (call, _, _) => call == "insert 2 a" ? new ValueTask(stop.CancelAsync()) : default;

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => session.StepAsync(stop.Token).WaitAsync(ConsumerFixture.Deadline, Stop));

        Assert.Empty(_consumer.Store.Units);
        Assert.Empty(Server.Connection.Acknowledged);
    }

    [Fact]
    public async Task A_connection_that_breaks_inside_a_transaction_stores_nothing_of_it()
    {
        await using var session = await _consumer.OpenSessionAsync();
        Server.Connection.Send([.. new RecordedTransaction(900, new Lsn(0x2000), new Lsn(0x2010), [(WireTable.Items, new Lsn(0x1FF0), WireTable.Items.Insert(1))]).Frames([]).Take(3)]);
        Server.Connection.Break(new IOException("reset"));

        await Assert.ThrowsAsync<IOException>(() => StepAsync(session));

        Assert.Single(_consumer.Journal.Calls);
        Assert.Empty(_consumer.Store.Units);
    }

    [Fact]
    public async Task What_came_whole_before_the_connection_broke_is_stored()
    {
        await using var session = await _consumer.OpenSessionAsync();
        Server.Insert(1);
        Server.Connection.Break(new IOException("reset"));

        await StepAsync(session);

        Assert.Equal(["insert 1 a"], _consumer.Store.Writes);
        await Assert.ThrowsAsync<IOException>(() => StepAsync(session));
    }

    [Fact]
    public async Task Batches_are_handed_over_before_the_unit_commits_and_when_they_are_full()
    {
        _consumer.Handlers.Clear();
        _consumer.Handlers.Add(typeof(ItemBatches));
        _consumer.Options.MaxBatchSize = 2;
        await using var session = await _consumer.OpenSessionAsync();
        for (var id = 1; id <= 5; id++)
        {
            Server.Insert(id);
        }

        await StepAsync(session);

        Assert.Equal(["batch 1,2", "batch 3,4", "batch 5"], Assert.Single(_consumer.Store.Units).Writes);
    }

    [Fact]
    public async Task Observers_see_the_life_of_a_transaction_around_its_handlers()
    {
        _consumer.Observers.Add(typeof(JournalObserver));
        await using var session = await _consumer.OpenSessionAsync();
        Server.Commit((WireTable.Items, WireTable.Items.Insert(1)), (WireTable.Strangers, WireTable.Strangers.Insert(1)));

        await StepAsync(session);

        Assert.Equal(
            ["begin", "relation items of Item", "Insert items", "insert 1 a", "relation strangers of nobody", "Insert strangers", "commit"],
            Assert.Single(_consumer.Store.Units).Writes);
    }

    [Fact]
    public async Task A_domain_is_read_as_the_type_beneath_it()
    {
        var table = WireTable.Items with { Columns = [new("id", 60_001, IsKey: true), .. WireTable.Items.Columns.Skip(1)] };
        await using var session = await _consumer.OpenSessionAsync();
        Server.Commit((null, WireMessage.Type(60_001, "", "int8")), (table, table.Insert(7)));

        await StepAsync(session);

        Assert.Equal(["insert 7 a"], _consumer.Store.Writes);
    }

    [Fact]
    public async Task A_change_of_a_table_that_was_not_described_is_refused()
    {
        await using var session = await _consumer.OpenSessionAsync();
        Server.Connection.Send(
            (new Lsn(0x2000), WireMessage.Begin(0x2000, 0, 900)), (new Lsn(0x2000), WireTable.Items.Insert(1)));

        var refused = await Assert.ThrowsAsync<ProtocolException>(() => StepAsync(session));

        Assert.Contains("16384", refused.Message, StringComparison.Ordinal);
        Assert.Contains("0/2000", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_change_outside_of_a_transaction_is_refused()
    {
        await using var session = await _consumer.OpenSessionAsync();
        Server.Connection.Send((new Lsn(0x2000), WireTable.Items.Relation()), (new Lsn(0x2000), WireTable.Items.Insert(1)));

        await Assert.ThrowsAsync<ProtocolException>(() => StepAsync(session));
    }

    [Fact]
    public async Task A_row_that_cannot_be_decoded_stops_at_its_position()
    {
        await using var session = await _consumer.OpenSessionAsync();
        var row = WireMessage.Insert(WireTable.Items.Id, WireField.Binary(1, 2, 3), WireField.Text("a"), WireField.Null);
        var transaction = Server.Commit((WireTable.Items, row));

        var refused = await Assert.ThrowsAsync<DecodeException>(() => StepAsync(session));

        Assert.Contains($"{transaction.CommitLsn}#", refused.Message, StringComparison.Ordinal);
        Assert.Contains("\"id\" of public.items", refused.Message, StringComparison.Ordinal);
        Assert.Empty(_consumer.Store.Units);
    }

    private static Task StepAsync(StreamSession session) => session.StepAsync(Stop).WaitAsync(ConsumerFixture.Deadline, Stop);
}
