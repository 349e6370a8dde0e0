using Microsoft.Extensions.Logging;
using PgCdc.Sdk.Checkpoints;
using PgCdc.Sdk.Tests.Fixtures;

namespace PgCdc.Sdk.Tests.Hosting;

/// <summary>What becomes of a consumer when something fails; every wait is over at once.</summary>
public sealed class ConsumerLoopTests : IAsyncDisposable
{
    private readonly ImpatientClock _clock = new();
    private readonly ConsumerFixture _consumer;

    public ConsumerLoopTests() => _consumer = new ConsumerFixture(_clock);

    private RecordedServer Server => _consumer.Server;

    public ValueTask DisposeAsync() => _consumer.DisposeAsync();

    [Fact]
    public async Task A_consumer_that_streams_stops_with_the_host()
    {
        var inserted = Server.Insert(1);
        _ = _consumer.Run();
        await _consumer.HandledAsync(inserted.EndLsn);
        Assert.Equal(PgCdcState.Streaming, _consumer.Monitor.State);

        await _consumer.StopAsync();

        Assert.Equal((PgCdcState.Stopped, inserted.EndLsn), (_consumer.Monitor.State, _consumer.Monitor.Stored));
        Assert.True(Server.Connection.IsDisposed);
    }

    [Fact]
    public async Task A_failed_handler_is_called_again_with_the_number_of_the_attempt()
    {
        _consumer.Journal.Inside = static (_, context, _) => context.Attempt < 3 ? throw new InvalidOperationException("not yet") : default;
        var inserted = Server.Insert(1);

        _ = _consumer.Run();
        await _consumer.HandledAsync(inserted.EndLsn);

        Assert.Equal([1, 2, 3], _consumer.Journal.Calls.ConvertAll(static call => call.Context.Attempt));
        Assert.Equal(["insert 1 a"], _consumer.Store.Writes);
    }

    [Fact]
    public async Task After_the_last_attempt_the_consumer_stops_with_position_table_key_and_cause()
    {
        _consumer.Options.MaxHandlerRetries = 2;
        _consumer.Journal.Inside = static (call, _, _) => call == "insert 2 a" ? throw new InvalidOperationException("poison") : default;
        var before = Server.Insert(1);
        var poisoned = Server.Insert(2);
        Server.Insert(3);

        var failed = await Assert.ThrowsAsync<HandlerException>(() => _consumer.RunToEndAsync());

        Assert.Equal(
            (new ChangePosition(poisoned.CommitLsn, 0), "public.items", new ItemKey(2), "ItemRecorder"),
            (failed.Position, failed.Table, failed.Key, failed.Handler));
        Assert.Equal("poison", failed.InnerException!.Message);
        Assert.Equal(PgCdcState.Faulted, _consumer.Monitor.State);
        Assert.Same(failed, _consumer.Monitor.Fault);
        Assert.Equal(before.EndLsn, _consumer.Store.Checkpoint!.Lsn);
        Assert.Equal(["insert 1 a"], _consumer.Store.Writes);
        Assert.Equal([1, 2, 3], _consumer.Journal.Calls.Where(static call => call.Call == "insert 2 a").Select(static call => call.Context.Attempt));
        Assert.All(Server.Connections.SelectMany(static connection => connection.Acknowledged), lsn => Assert.True(lsn <= before.EndLsn));
    }

    [Fact]
    public async Task Without_retries_the_first_failure_is_the_last()
    {
        _consumer.Options.MaxHandlerRetries = 0;
        _consumer.Journal.Inside = static (_, _, _) => throw new InvalidOperationException("poison");
        Server.Insert(1);

        await Assert.ThrowsAsync<HandlerException>(() => _consumer.RunToEndAsync());

        Assert.Single(_consumer.Journal.Calls);
    }

    [Fact]
    public async Task A_retried_transaction_goes_alone_so_that_those_before_it_are_stored()
    {
        _consumer.Journal.Inside = static (call, context, _) => call == "insert 3 a" && context.Attempt == 1 ? throw new InvalidOperationException("once") : default;
        for (var id = 1; id <= 3; id++)
        {
            Server.Insert(id);
        }

        _ = _consumer.Run();
        await _consumer.HandledAsync(Server.End);

        Assert.Equal([1, 1, 1], _consumer.Store.Units.Select(static unit => unit.Writes.Count));
        Assert.Equal(["insert 1 a", "insert 2 a", "insert 3 a"], _consumer.Store.Writes);
    }

    [Fact]
    public async Task A_failed_batch_is_retried_until_its_own_transaction_is_found()
    {
        _consumer.Handlers.Clear();
        _consumer.Handlers.Add(typeof(ItemBatches));
        _consumer.Options.MaxHandlerRetries = 3;
        _consumer.Journal.Inside = static (call, _, _) => call.Split(' ', ',').Contains("2") ? throw new InvalidOperationException("poison") : default;
        Server.Insert(1);
        var poisoned = Server.Insert(2);
        Server.Insert(3);

        var failed = await Assert.ThrowsAsync<HandlerException>(() => _consumer.RunToEndAsync());

        Assert.Equal(poisoned.CommitLsn, failed.Position.CommitLsn);
        Assert.Equal(["batch 1"], _consumer.Store.Writes);
    }

    [Fact]
    public async Task Pauses_before_retries_grow_up_to_the_longest()
    {
        _consumer.Options.MaxHandlerRetries = 12;
        _consumer.Options.RetryDelay = TimeSpan.FromSeconds(1);
        _consumer.Options.MaxRetryDelay = TimeSpan.FromSeconds(10);
        _consumer.Journal.Inside = static (_, _, _) => throw new InvalidOperationException("poison");
        Server.Insert(1);

        await Assert.ThrowsAsync<HandlerException>(() => _consumer.RunToEndAsync());

        Assert.Equal(12, _clock.Waits.Count);
        Assert.All(_clock.Waits, wait => Assert.InRange(wait, TimeSpan.Zero, TimeSpan.FromSeconds(10)));
        Assert.True(_clock.Waits[^1] > _clock.Waits[0]);
    }

    [Fact]
    public async Task A_broken_connection_is_opened_again_at_the_checkpoint()
    {
        var first = Server.Insert(1);
        _ = _consumer.Run();
        await _consumer.HandledAsync(first.EndLsn);

        Server.Connection.Break(new IOException("reset"));
        var second = Server.Insert(2);
        await _consumer.HandledAsync(second.EndLsn);

        Assert.Equal([RecordedServer.Origin, first.EndLsn], Server.Connections.ConvertAll(static connection => connection.StartedFrom!.Value));
        Assert.Equal(["insert 1 a", "insert 2 a"], _consumer.Store.Writes);
        Assert.Null(_consumer.Monitor.Fault);
        Assert.True(Server.Connections[0].IsDisposed);
    }

    [Fact]
    public async Task A_server_that_is_away_is_asked_for_as_long_as_it_takes()
    {
        for (var refusal = 0; refusal < 50; refusal++)
        {
            Server.Refusals.Enqueue(RecordedServer.Error("57P03", "the database system is starting up"));
        }

        var inserted = Server.Insert(1);
        _ = _consumer.Run();
        await _consumer.HandledAsync(inserted.EndLsn);

        Assert.Empty(Server.Refusals);
    }

    [Fact]
    public async Task A_login_refused_at_the_first_start_stops()
    {
        Server.Refusals.Enqueue(RecordedServer.Error("28P01"));

        await Assert.ThrowsAsync<Npgsql.PostgresException>(() => _consumer.RunToEndAsync());

        Assert.Equal(PgCdcState.Faulted, _consumer.Monitor.State);
    }

    [Fact]
    public async Task A_login_refused_after_it_has_worked_is_tried_again()
    {
        var first = Server.Insert(1);
        _ = _consumer.Run();
        await _consumer.HandledAsync(first.EndLsn);

        Server.Refusals.Enqueue(RecordedServer.Error("28P01"));
        Server.Refusals.Enqueue(RecordedServer.Error("28P01"));
        Server.Connection.Break(new IOException("reset"));
        var second = Server.Insert(2);
        await _consumer.HandledAsync(second.EndLsn);

        Assert.Equal(["insert 1 a", "insert 2 a"], _consumer.Store.Writes);
    }

    [Fact]
    public async Task What_the_server_refuses_for_an_unknown_reason_is_tried_so_many_times()
    {
        _consumer.Options.MaxHandlerRetries = 3;
        for (var refusal = 0; refusal < 10; refusal++)
        {
            Server.Refusals.Enqueue(RecordedServer.Error("XX000"));
        }

        await Assert.ThrowsAsync<Npgsql.PostgresException>(() => _consumer.RunToEndAsync());

        Assert.Equal(6, Server.Refusals.Count);
    }

    [Fact]
    public async Task A_busy_slot_is_waited_for_at_its_own_interval_and_said_once()
    {
        Server.BusyFor = 5;
        var inserted = Server.Insert(1);
        _ = _consumer.Run();
        await _consumer.HandledAsync(inserted.EndLsn);

        Assert.Equal(Enumerable.Repeat(_consumer.Options.BusySlotInterval, 5), _clock.Waits);
        Assert.Single(_consumer.Logs.GetSnapshot(), static record => record.Id.Id == EventIds.SlotBusy);
    }

    [Fact]
    public async Task A_checkpoint_moved_by_another_runner_is_read_again()
    {
        var first = Server.Insert(1);
        var second = Server.Insert(2);
        _consumer.Journal.Inside = (call, _, _) =>
        {
            if (_consumer.Journal.Calls.Count == 1)
            {
                // The other runner has handled the first transaction meanwhile.
                var checkpoint = _consumer.Store.Checkpoint!;
                _consumer.Store.Checkpoint = checkpoint with { Lsn = first.EndLsn, Version = checkpoint.Version + 1 };
            }

            return default;
        };

        _ = _consumer.Run();
        await _consumer.HandledAsync(second.EndLsn);

        Assert.Equal(["insert 2 a"], _consumer.Store.Writes);
        Assert.Equal(first.EndLsn, Server.Connection.StartedFrom);
        Assert.Contains(_consumer.Logs.GetSnapshot(), static record => record.Id.Id == EventIds.CheckpointConflict);
    }

    [Fact]
    public async Task A_store_that_fails_for_a_moment_is_given_the_same_again()
    {
        _consumer.Store.Failures.Enqueue(RecordedServer.Error("40001"));
        _consumer.Store.Failures.Enqueue(new TimeoutException());
        var inserted = Server.Insert(1);
        _ = _consumer.Run();
        await _consumer.HandledAsync(inserted.EndLsn);

        Assert.Equal(["insert 1 a"], _consumer.Store.Writes);
        Assert.Equal(3, _consumer.Journal.Calls.Count);
        Assert.Equal(3, Server.Connections.Count);
    }

    [Fact]
    public async Task A_slot_ahead_of_the_checkpoint_stops_at_once()
    {
        Server.Slot = RecordedServer.SlotAt(new Lsn(0x9999));

        var stopped = await Assert.ThrowsAsync<SlotException>(() => _consumer.RunToEndAsync());

        Assert.Equal(SlotProblem.Ahead, stopped.Problem);
        Assert.Empty(_clock.Waits);
        Assert.Contains(_consumer.Logs.GetSnapshot(), static record => record.Id.Id == EventIds.Faulted && record.Level == LogLevel.Critical);
    }

    [Fact]
    public async Task A_missing_slot_is_never_created_silently()
    {
        Server.Slot = null;

        Assert.Equal(SlotProblem.Missing, (await Assert.ThrowsAsync<SlotException>(() => _consumer.RunToEndAsync())).Problem);

        Assert.Null(Server.Slot);
    }

    [Fact]
    public async Task A_phantom_is_told_and_the_stream_goes_on_where_the_histories_parted()
    {
        var (kept, lost) = (new HandledTransaction(690, new Lsn(0x1080)), new HandledTransaction(691, new Lsn(0x1100)));
        _consumer.Store.Checkpoint = _consumer.Store.Checkpoint! with
        {
            Lsn = new Lsn(0x1100),
            Handled = [new HandledUnit(1, new Lsn(0x1100), 1, [kept, lost])],
        };
        Server.Identity = Server.Identity with { Timeline = 2 };
        Server.Histories[2] = $"1\t{new Lsn(0x1080)}\tno recovery target specified\n";
        _consumer.FailoverObservers.Add(typeof(JournalFailoverObserver));
        Server.Advance(0x100);
        var inserted = Server.Insert(1);
        _ = _consumer.Run();
        await _consumer.HandledAsync(inserted.EndLsn);

        Assert.Equal(new Lsn(0x1080), Server.Connection.StartedFrom);
        Assert.Equal(["gap Diverged", "phantom 691 0/1100 1", "insert 1 a"], _consumer.Journal.Calls.Select(static call => call.Call));
        Assert.DoesNotContain(_consumer.Store.Checkpoint.Handled.SelectMany(static unit => unit.Transactions), transaction => transaction.Xid == 691);
        Assert.Contains(kept, _consumer.Store.Checkpoint.Handled.SelectMany(static unit => unit.Transactions));
    }

    [Fact]
    public async Task Where_the_strategy_is_to_stop_a_divergence_stops_too()
    {
        _consumer.Options.SlotLoss = SlotLossStrategy.Fail;
        _consumer.Store.Checkpoint = _consumer.Store.Checkpoint! with { Lsn = new Lsn(0x1100) };
        Server.Identity = Server.Identity with { Timeline = 2 };
        Server.Histories[2] = $"1\t{new Lsn(0x1080)}\tno recovery target specified\n";

        Assert.Equal(SlotProblem.Diverged, (await Assert.ThrowsAsync<SlotException>(() => _consumer.RunToEndAsync())).Problem);
    }

    [Fact]
    public async Task Skipping_ahead_creates_the_slot_tells_and_streams_from_there()
    {
        _consumer.Options.SlotLoss = SlotLossStrategy.SkipAhead;
        _consumer.FailoverObservers.Add(typeof(JournalFailoverObserver));
        Server.Insert(1);
        Server.Slot = null;
        await (await _consumer.OpenSessionAsync()).DisposeAsync();
        _ = _consumer.Run();
        var inserted = Server.Insert(2);
        await _consumer.HandledAsync(inserted.EndLsn);

        Assert.Equal(["gap Missing", "insert 2 a"], _consumer.Journal.Calls.Select(static call => call.Call));
        Assert.Contains(_consumer.Logs.GetSnapshot(), static record => record.Id.Id == EventIds.SkippedAhead);
    }

    [Fact]
    public async Task One_slot_too_many_within_the_hour_is_a_stop()
    {
        _consumer.Options.SlotLoss = SlotLossStrategy.SkipAhead;
        _consumer.Options.MaxSlotCreationsPerHour = 2;
        var now = _clock.GetUtcNow();
        _consumer.Store.Checkpoint = _consumer.Store.Checkpoint! with { SlotCreations = [now.AddMinutes(-61), now.AddMinutes(-59), now.AddMinutes(-1)] };
        Server.Slot = null;

        Assert.Equal(SlotProblem.CreatedTooOften, (await Assert.ThrowsAsync<SlotException>(() => _consumer.RunToEndAsync())).Problem);
        Assert.Null(Server.Slot);
    }

    [Fact]
    public async Task An_old_primary_that_came_back_is_not_read_from()
    {
        _consumer.Store.Checkpoint = _consumer.Store.Checkpoint! with { Timeline = 2, History = TimelineHistory.Parse("1@0/900 2") };

        Assert.Equal(SlotProblem.StaleServer, (await Assert.ThrowsAsync<SlotException>(() => _consumer.RunToEndAsync())).Problem);
    }

    [Fact]
    public async Task A_promotion_behind_the_checkpoint_is_resumed_on_the_new_timeline()
    {
        Server.Identity = Server.Identity with { Timeline = 2 };
        Server.Histories[2] = $"1\t{new Lsn(0x1100)}\tno recovery target specified\n";
        var inserted = Server.Insert(1);
        _ = _consumer.Run();
        await _consumer.HandledAsync(inserted.EndLsn);

        Assert.Equal(2u, _consumer.Store.Checkpoint!.Timeline);
    }

    [Fact]
    public async Task The_first_start_stores_its_intent_then_creates_the_slot_then_stores_its_first_base()
    {
        (_consumer.Store.Checkpoint, Server.Slot) = (null, null);
        _consumer.Observers.Add(typeof(JournalObserver));
        _ = _consumer.Run();
        await _consumer.HandledAsync(RecordedServer.Origin);

        var (intent, first) = (_consumer.Store.Units[0], _consumer.Store.Units[1]);
        Assert.Equal((CheckpointState.Creating, true, 0L), (intent.Move.State, intent.Move.Reset, intent.Move.ExpectedVersion));
        Assert.Equal((CheckpointState.Ready, RecordedServer.Origin, 1L), (first.Move.State, first.Move.Lsn, first.Move.ExpectedVersion));
        Assert.NotNull(first.Move.NewBase);
        Assert.Equal(["slot pgcdc at 0/1000"], first.Writes);
        Assert.True(Server.CreatedWithFailover);
    }

    [Fact]
    public async Task A_server_before_17_is_not_asked_for_a_failover_slot()
    {
        (_consumer.Store.Checkpoint, Server.Slot, Server.Version) = (null, null, 16);
        _ = _consumer.Run();
        await _consumer.HandledAsync(RecordedServer.Origin);

        Assert.False(Server.CreatedWithFailover);
    }

    [Fact]
    public async Task A_slot_left_by_a_start_that_did_not_finish_is_created_anew()
    {
        _consumer.Store.Checkpoint = _consumer.Store.Checkpoint! with { State = CheckpointState.Creating, Lsn = Lsn.Zero };
        _ = _consumer.Run();
        await _consumer.HandledAsync(RecordedServer.Origin);

        Assert.Equal(1, Server.Drops);
        Assert.Equal(CheckpointState.Ready, _consumer.Store.Checkpoint!.State);
        Assert.Contains(_consumer.Logs.GetSnapshot(), static record => record.Id.Id == EventIds.SlotAbandonedInCreation);
    }

    [Fact]
    public async Task Where_no_slot_may_be_created_a_missing_one_stops()
    {
        (_consumer.Store.Checkpoint, Server.Slot, _consumer.Options.CreateSlot) = (null, null, false);

        Assert.Contains("CreateSlot is off", (await Assert.ThrowsAsync<SlotException>(() => _consumer.RunToEndAsync())).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stop_during_a_handler_is_a_stop_and_stores_nothing()
    {
        var entered = new TaskCompletionSource();
        _consumer.Journal.Inside = async (_, _, token) =>
        {
            entered.SetResult();
            await Task.Delay(Timeout.Infinite, token);
        };
        Server.Insert(1);
        _ = _consumer.Run();
        await entered.Task.WaitAsync(ConsumerFixture.Deadline, TestContext.Current.CancellationToken);

        await _consumer.StopAsync();

        Assert.Equal((PgCdcState.Stopped, RecordedServer.Origin), (_consumer.Monitor.State, _consumer.Store.Checkpoint!.Lsn));
        Assert.Empty(_consumer.Store.Units);
    }

    [Fact]
    public async Task A_connection_that_breaks_because_the_host_stops_is_a_stop()
    {
        var entered = new TaskCompletionSource();
        _consumer.Journal.Inside = async (_, _, token) =>
        {
            entered.SetResult();
            await Task.Delay(Timeout.Infinite, token).ContinueWith(static _ => { }, TaskScheduler.Default);
        };
        // A driver does not always answer a cancellation with one.
        _consumer.Store.BeforeCommit = static token => throw (token.IsCancellationRequested ? new IOException("reset") : new InvalidOperationException());
        Server.Insert(1);
        _ = _consumer.Run();
        await entered.Task.WaitAsync(ConsumerFixture.Deadline, TestContext.Current.CancellationToken);

        await _consumer.StopAsync();

        Assert.Equal(PgCdcState.Stopped, _consumer.Monitor.State);
        Assert.DoesNotContain(_consumer.Logs.GetSnapshot(), static record => record.Level == LogLevel.Critical);
    }

    [Fact]
    public async Task Killed_by_a_failure_at_every_step_nothing_is_lost_or_doubled()
    {
        _consumer.Options.MaxTransactionsPerUnit = 3;
        _consumer.Options.MaxHandlerRetries = 1_000;
        var random = new Random(20_260_801);
        for (var id = 1; id <= 200; id++)
        {
            Server.Insert(id);
        }

        _consumer.Journal.Inside = (_, _, _) => random.Next(15) == 0 ? throw new InvalidOperationException("sometimes") : default;
        _consumer.Store.BeforeCommit = _ => random.Next(6) == 0 ? throw new IOException("before the commit") : default(ValueTask);
        _consumer.Store.AfterCommit = _ => random.Next(6) == 0 ? throw new IOException("after the commit") : default(ValueTask);
        _ = _consumer.Run();
        await _consumer.HandledAsync(Server.End);

        Assert.Equal(Enumerable.Range(1, 200).Select(static id => $"insert {id} a"), _consumer.Store.Writes);
    }
}
