using Microsoft.EntityFrameworkCore;
using Npgsql;
using PgCdc.Sdk.CrashHost.Model;

namespace PgCdc.Sdk.CrashHost.Killing;

/// <summary>
/// Passes the steps that the stream's life shows. When the slot is created it notes, in the checkpoint's transaction, the source's
/// transactions that the slot's snapshot shows: those a first copy would take, so that the rest must come through the stream.
/// </summary>
internal sealed class KillingObserver(CrashContext db, CrashSettings settings, KillSwitch kill) : IStreamObserver
{
    public async ValueTask OnSlotCreatedAsync(SlotCreated created, CancellationToken cancellationToken)
    {
        await using var source = new NpgsqlConnection(settings.ConnectionString);
        await source.OpenAsync(cancellationToken);
        await using var transaction = await source.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, cancellationToken);
        await using (var import = new NpgsqlCommand($"SET TRANSACTION SNAPSHOT '{created.SnapshotName}'", source, transaction))
        {
            await import.ExecuteNonQueryAsync(cancellationToken);
        }

        await using var read = new NpgsqlCommand("SELECT array(SELECT DISTINCT xid FROM audit)", source, transaction);
        var xids = (long[])(await read.ExecuteScalarAsync(cancellationToken))!;
        var point = (long)created.ConsistentPoint.Value;
        await db.Database.ExecuteSqlAsync(
            $"INSERT INTO copied (xid, consistent_point) SELECT xid, {point} FROM unnest({xids}) AS xid", cancellationToken);
        kill.Pass(KillStep.SlotCreated, $"{created.ConsistentPoint}, {xids.Length} transactions in its snapshot");
    }

    public ValueTask OnTransactionBeginAsync(TransactionContext transaction, CancellationToken cancellationToken)
    {
        kill.Pass(KillStep.Begin, $"{transaction}");
        return ValueTask.CompletedTask;
    }

    public ValueTask OnTransactionCommitAsync(TransactionContext transaction, CancellationToken cancellationToken)
    {
        kill.Pass(KillStep.Handled, $"{transaction}");
        return ValueTask.CompletedTask;
    }
}
