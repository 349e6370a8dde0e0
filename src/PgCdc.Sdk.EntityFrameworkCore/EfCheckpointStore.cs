using System.Runtime.ExceptionServices;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NpgsqlTypes;
using PgCdc.Sdk.Checkpoints;
using PgCdc.Sdk.Migrations.Schema;
using CheckpointState = PgCdc.Sdk.Checkpoints.CheckpointState;

namespace PgCdc.Sdk.EntityFrameworkCore;

/// <summary>
/// A unit of work is one scope, one context, one transaction. The compare-and-set on the checkpoint's version is its last write but
/// the commit, so that a second runner's work is rolled back as a whole.
/// </summary>
internal sealed class EfCheckpointStore<TContext>(IServiceScopeFactory scopes, TimeProvider clock) : ICheckpointStore
    where TContext : DbContext
{
    /// <summary>One lane for now: every change in commit order.</summary>
    private const int Lane = 0;

    public async Task<Checkpoint?> LoadAsync(string consumer, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var context = scope.ServiceProvider.GetRequiredService<TContext>();
        var stored = await context.Set<ConsumerCheckpoint>().AsNoTracking()
            .SingleOrDefaultAsync(row => row.Consumer == consumer && row.Lane == Lane, cancellationToken).ConfigureAwait(false);
        if (stored is null)
        {
            return null;
        }

        var bases = await context.Set<CheckpointBase>().AsNoTracking()
            .Where(row => row.Consumer == consumer).OrderBy(row => row.Lsn).ToListAsync(cancellationToken).ConfigureAwait(false);
        var handled = await context.Set<HandledTransactions>().AsNoTracking()
            .Where(row => row.Consumer == consumer && row.Lane == Lane).OrderBy(row => row.Version)
            .ToListAsync(cancellationToken).ConfigureAwait(false);
        return new Checkpoint
        {
            Slot = stored.SlotName,
            SystemId = stored.SystemId,
            Timeline = (uint)stored.Timeline,
            History = TimelineHistory.Parse(stored.History),
            State = (CheckpointState)stored.State,
            Lsn = ToLsn(stored.Lsn),
            Version = stored.Version,
            Bases = [.. bases.Select(static row => new SnapshotBase(ToLsn(row.Lsn), (uint)row.Timeline, PgSnapshot.Parse(row.Snapshot)))],
            Handled = [.. handled.Select(ToUnit)],
            SlotCreations = stored.SlotCreations,
        };
    }

    public async Task CommitAsync(
        Func<IServiceProvider, CancellationToken, Task<CheckpointMove>> unitOfWork, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var context = scope.ServiceProvider.GetRequiredService<TContext>();
        Exception? failure = null;

        // A retrying strategy (EnableRetryOnFailure) allows transactions only within its own call, and would run a failed one again;
        // but the stream has moved on by then. The consumer retries from the stored checkpoint instead.
        await context.Database.CreateExecutionStrategy().ExecuteAsync(
            async token =>
            {
                if (failure is not null)
                {
                    return;
                }

                try
                {
                    await RunOnceAsync(scope.ServiceProvider, context, unitOfWork, token).ConfigureAwait(false);
                }
                catch (Exception exception)
                {
                    failure = exception;
                }
            },
            cancellationToken).ConfigureAwait(false);
        if (failure is not null)
        {
            ExceptionDispatchInfo.Throw(failure);
        }
    }

    private async Task RunOnceAsync(
        IServiceProvider provider,
        TContext context,
        Func<IServiceProvider, CancellationToken, Task<CheckpointMove>> unitOfWork,
        CancellationToken cancellationToken)
    {
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
        var move = await unitOfWork(provider, cancellationToken).ConfigureAwait(false);
        await context.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
        await MoveAsync(context, move, cancellationToken).ConfigureAwait(false);
        await NoteHandledAsync(context, move, cancellationToken).ConfigureAwait(false);
        await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
    }

    private async Task MoveAsync(TContext context, CheckpointMove move, CancellationToken cancellationToken)
    {
        var lsn = new NpgsqlLogSequenceNumber(move.Lsn.Value);
        var now = clock.GetUtcNow();
        var history = move.History.ToString();
        DateTimeOffset[] creations = [.. move.SlotCreations ?? []];
        var moved = move.ExpectedVersion == 0
            ? await context.Database.ExecuteSqlAsync(
                $"""
                INSERT INTO pgcdc.checkpoint (consumer, lane, slot_name, system_id, timeline, history, state, lsn, version, slot_creations, updated_at)
                VALUES ({move.Consumer}, {Lane}, {move.Slot}, {move.SystemId}, {(int)move.Timeline}, {history}, {(int)move.State}, {lsn}, 1, {creations}, {now})
                ON CONFLICT DO NOTHING
                """,
                cancellationToken).ConfigureAwait(false)
            : await context.Database.ExecuteSqlAsync(
                $"""
                UPDATE pgcdc.checkpoint
                SET slot_name = {move.Slot}, system_id = {move.SystemId}, timeline = {(int)move.Timeline}, history = {history},
                    state = {(int)move.State}, lsn = {lsn}, version = {move.ExpectedVersion + 1},
                    slot_creations = CASE WHEN {move.SlotCreations is null} THEN slot_creations ELSE {creations} END, updated_at = {now}
                WHERE consumer = {move.Consumer} AND lane = {Lane} AND version = {move.ExpectedVersion}
                """,
                cancellationToken).ConfigureAwait(false);
        if (moved == 0)
        {
            throw new CheckpointConflictException(move.Consumer, move.ExpectedVersion);
        }
    }

    private async Task NoteHandledAsync(TContext context, CheckpointMove move, CancellationToken cancellationToken)
    {
        var bases = context.Set<CheckpointBase>().Where(row => row.Consumer == move.Consumer);
        var handled = context.Set<HandledTransactions>().Where(row => row.Consumer == move.Consumer && row.Lane == Lane);
        if (move.Reset)
        {
            await bases.ExecuteDeleteAsync(cancellationToken).ConfigureAwait(false);
            await handled.ExecuteDeleteAsync(cancellationToken).ConfigureAwait(false);
            foreach (var kept in move.KeptBases)
            {
                await AddAsync(context, move.Consumer, kept, cancellationToken).ConfigureAwait(false);
            }

            foreach (var kept in move.KeptHandled)
            {
                await AddAsync(context, move.Consumer, kept, cancellationToken).ConfigureAwait(false);
            }
        }

        if (move.Handled is { } unit)
        {
            await AddAsync(context, move.Consumer, unit, cancellationToken).ConfigureAwait(false);
        }

        if (move.NewBase is { } added)
        {
            await AddAsync(context, move.Consumer, added, cancellationToken).ConfigureAwait(false);
            var dropBelow = new NpgsqlLogSequenceNumber(move.DropBasesBelow.Value);
            await bases.Where(row => row.Lsn < dropBelow).ExecuteDeleteAsync(cancellationToken).ConfigureAwait(false);
            await handled.Where(row => row.Version <= move.DropHandledThrough).ExecuteDeleteAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private static Task<int> AddAsync(TContext context, string consumer, HandledUnit unit, CancellationToken cancellationToken)
    {
        var lsn = new NpgsqlLogSequenceNumber(unit.Lsn.Value);
        var xids = unit.Transactions.Select(static transaction => (long)transaction.Xid).ToArray();
        var lsns = unit.Transactions.Select(static transaction => (long)transaction.CommitEndLsn.Value).ToArray();
        // Either all of a unit came from the log, or none.
        var isLogged = unit.Transactions.Any(static transaction => transaction.Mark is not null);
        var sequences = isLogged ? unit.Transactions.Select(static transaction => transaction.Mark!.Value.Sequence).ToArray() : [];
        var times = isLogged ? unit.Transactions.Select(static transaction => transaction.Mark!.Value.At).ToArray() : [];
        return context.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO pgcdc.handled (consumer, lane, version, lsn, timeline, xids, commit_lsns, log_sequences, logged_at)
            VALUES ({consumer}, {Lane}, {unit.Version}, {lsn}, {(int)unit.Timeline}, {xids}, {lsns}, {sequences}, {times})
            """,
            cancellationToken);
    }

    private Task<int> AddAsync(TContext context, string consumer, SnapshotBase added, CancellationToken cancellationToken)
    {
        var lsn = new NpgsqlLogSequenceNumber(added.Lsn.Value);
        var snapshot = added.Snapshot.ToString();
        var now = clock.GetUtcNow();
        return context.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO pgcdc.checkpoint_base (consumer, lsn, timeline, snapshot, taken_at)
            VALUES ({consumer}, {lsn}, {(int)added.Timeline}, {snapshot}, {now}) ON CONFLICT DO NOTHING
            """,
            cancellationToken);
    }

    private static HandledUnit ToUnit(HandledTransactions row)
    {
        var transactions = new HandledTransaction[row.Xids.Length];
        for (var index = 0; index < transactions.Length; index++)
        {
            LogMark? mark = row.LogSequences.Length > 0 ? new LogMark(row.LogSequences[index], row.LoggedAt[index]) : null;
            transactions[index] = new HandledTransaction((ulong)row.Xids[index], new Lsn((ulong)row.CommitLsns[index]), mark);
        }

        return new HandledUnit(row.Version, ToLsn(row.Lsn), (uint)row.Timeline, transactions);
    }

    private static Lsn ToLsn(NpgsqlLogSequenceNumber lsn) => new((ulong)lsn);
}
