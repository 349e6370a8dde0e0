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
            .Where(row => row.Consumer == consumer && row.Lane == Lane).OrderBy(row => row.Lsn)
            .ToListAsync(cancellationToken).ConfigureAwait(false);
        return new Checkpoint
        {
            Slot = stored.SlotName,
            SystemId = stored.SystemId,
            Timeline = (uint)stored.Timeline,
            State = (CheckpointState)stored.State,
            Lsn = ToLsn(stored.Lsn),
            Version = stored.Version,
            Bases = [.. bases.Select(static row => new SnapshotBase(ToLsn(row.Lsn), (uint)row.Timeline, PgSnapshot.Parse(row.Snapshot)))],
            Handled = [.. handled.Select(static row => new HandledUnit(
                ToLsn(row.Lsn),
                (uint)row.Timeline,
                [.. row.Xids.Zip(row.CommitLsns, static (xid, lsn) => new HandledTransaction((ulong)xid, new Lsn((ulong)lsn)))]))],
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
        var moved = move.ExpectedVersion == 0
            ? await context.Database.ExecuteSqlAsync(
                $"""
                INSERT INTO pgcdc.checkpoint (consumer, lane, slot_name, system_id, timeline, state, lsn, version, updated_at)
                VALUES ({move.Consumer}, {Lane}, {move.Slot}, {move.SystemId}, {(int)move.Timeline}, {(int)move.State}, {lsn}, 1, {now})
                ON CONFLICT DO NOTHING
                """,
                cancellationToken).ConfigureAwait(false)
            : await context.Set<ConsumerCheckpoint>()
                .Where(row => row.Consumer == move.Consumer && row.Lane == Lane && row.Version == move.ExpectedVersion)
                .ExecuteUpdateAsync(
                    row => row
                        .SetProperty(checkpoint => checkpoint.SlotName, move.Slot)
                        .SetProperty(checkpoint => checkpoint.SystemId, move.SystemId)
                        .SetProperty(checkpoint => checkpoint.Timeline, (int)move.Timeline)
                        .SetProperty(checkpoint => checkpoint.State, (Migrations.Schema.CheckpointState)move.State)
                        .SetProperty(checkpoint => checkpoint.Lsn, lsn)
                        .SetProperty(checkpoint => checkpoint.Version, move.ExpectedVersion + 1)
                        .SetProperty(checkpoint => checkpoint.UpdatedAt, now),
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
        }

        if (move.Handled is { } unit)
        {
            var lsn = new NpgsqlLogSequenceNumber(unit.Lsn.Value);
            var xids = unit.Transactions.Select(static transaction => (long)transaction.Xid).ToArray();
            var lsns = unit.Transactions.Select(static transaction => (long)transaction.CommitEndLsn.Value).ToArray();
            await context.Database.ExecuteSqlAsync(
                $"INSERT INTO pgcdc.handled (consumer, lane, lsn, timeline, xids, commit_lsns) VALUES ({move.Consumer}, {Lane}, {lsn}, {(int)unit.Timeline}, {xids}, {lsns})",
                cancellationToken).ConfigureAwait(false);
        }

        if (move.NewBase is { } added)
        {
            var lsn = new NpgsqlLogSequenceNumber(added.Lsn.Value);
            var snapshot = added.Snapshot.ToString();
            var now = clock.GetUtcNow();
            await context.Database.ExecuteSqlAsync(
                $"INSERT INTO pgcdc.checkpoint_base (consumer, lsn, timeline, snapshot, taken_at) VALUES ({move.Consumer}, {lsn}, {(int)added.Timeline}, {snapshot}, {now}) ON CONFLICT DO NOTHING",
                cancellationToken).ConfigureAwait(false);
            var dropBelow = new NpgsqlLogSequenceNumber(move.DropBasesBelow.Value);
            await bases.Where(row => row.Lsn < dropBelow).ExecuteDeleteAsync(cancellationToken).ConfigureAwait(false);
            var dropThrough = new NpgsqlLogSequenceNumber(move.DropHandledThrough.Value);
            await handled.Where(row => row.Lsn <= dropThrough).ExecuteDeleteAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private static Lsn ToLsn(NpgsqlLogSequenceNumber lsn) => new((ulong)lsn);
}
