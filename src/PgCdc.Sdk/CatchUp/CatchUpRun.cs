using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PgCdc.Sdk.Checkpoints;
using PgCdc.Sdk.Dispatch;
using PgCdc.Sdk.Failover;
using PgCdc.Sdk.Hosting;
using PgCdc.Sdk.PgOutput.Messages;

namespace PgCdc.Sdk.CatchUp;

/// <summary>
/// Hands the missing transactions to the handlers, whole ones, in units of work whose commits also list them as handled: whatever
/// interrupts it, what was stored is not handled again.
/// </summary>
internal sealed partial class CatchUpRun(
    ILogReader reader, CatchUpPlan plan, CheckpointMove template, Lsn consistentPoint, ConsumerServices services, ILogger<CatchUpRun> logger)
{
    private static readonly TimeSpan NoticeInterval = TimeSpan.FromSeconds(5);
    private readonly LogRowReader _rows = new(reader.Tables);
    private readonly PgCdcOptions _options = services.Options;
    private long _version = template.ExpectedVersion;
    private long _noticed = services.Clock.GetTimestamp();

    /// <summary>How far it has come.</summary>
    public CatchUpProgress Progress { get; private set; } = new(services.Consumer, plan.Transactions, 0, plan.Rows, 0, consistentPoint);

    /// <summary>Runs to the end.</summary>
    /// <returns>The checkpoint's version, and what was handled.</returns>
    public async Task<(long Version, IReadOnlyList<HandledUnit> Handled)> RunAsync(PgSnapshot since, CancellationToken cancellationToken)
    {
        var handled = new List<HandledUnit>();
        LogStarted(services.Consumer, plan.Transactions, plan.Rows, consistentPoint);
        services.Monitor.Advance(Progress);
        await using var cursor = new LogCursor(reader.ReadAsync(since, cancellationToken).GetAsyncEnumerator(cancellationToken), plan);
        while (await cursor.MoveAsync().ConfigureAwait(false))
        {
            handled.Add(await RunUnitAsync(cursor, cancellationToken).ConfigureAwait(false));
        }

        if (Progress.RowsDone != plan.Rows)
        {
            throw new ProtocolException($"The log showed {plan.Rows} missing rows before {consistentPoint}, and {Progress.RowsDone} of them came.");
        }

        return (_version, handled);
    }

    private async Task<HandledUnit> RunUnitAsync(LogCursor cursor, CancellationToken cancellationToken)
    {
        CheckpointMove? move = null;
        UnitOfWork? unit = null;
        var progress = Progress;
        ulong last = 0;
        try
        {
            await services.Store.CommitAsync(
                async (scope, token) =>
                {
                    unit = new UnitOfWork(scope, [.. services.Observers.Select(type => (IStreamObserver)scope.GetRequiredService(type))], services.Recent, _options.MaxBatchSize);
                    var transactions = new List<HandledTransaction>();
                    var began = services.Clock.GetTimestamp();
                    do
                    {
                        var transaction = cursor.Transaction;
                        last = transaction.Xid;
                        await HandleAsync(cursor, unit, token).ConfigureAwait(false);
                        transactions.Add(new HandledTransaction(transaction.Xid, consistentPoint, transaction.Mark));
                        progress = progress with { TransactionsDone = progress.TransactionsDone + 1, RowsDone = progress.RowsDone + transaction.Rows };
                    }
                    while (HasRoom(unit, began) && await cursor.MoveAsync().ConfigureAwait(false));

                    await unit.FlushAsync(token).ConfigureAwait(false);
                    await new FailoverNotices(scope, services.FailoverObservers, services.Recent, consistentPoint)
                        .TellAsync(observer => observer.OnCatchUpProgressAsync(progress, token), token).ConfigureAwait(false);
                    return move = template with
                    {
                        ExpectedVersion = _version,
                        Handled = new HandledUnit(_version + 1, consistentPoint, template.Timeline, transactions),
                    };
                },
                cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (move is not null
            && Failure.Classify(exception, cancellationToken.IsCancellationRequested) == FailureKind.Refused)
        {
            throw new HandlerException("The commit of the unit of work", last, new ChangePosition(consistentPoint, 0), null, null, exception);
        }

        Stored(move!, unit!, progress);
        return move!.Handled!;
    }

    private void Stored(CheckpointMove move, UnitOfWork unit, CatchUpProgress progress)
    {
        _version++;
        Progress = progress;
        services.Retries.Stored(move.Handled);
        services.Monitor.Count(unit.Changes, unit.Transactions);
        services.Monitor.Advance(progress);
        services.Metrics.UnitStored(unit.Changes, unit.Transactions);
        services.Metrics.CaughtUp(unit.Transactions);
        if (services.Clock.GetElapsedTime(_noticed) >= NoticeInterval)
        {
            _noticed = services.Clock.GetTimestamp();
            LogProgress(services.Consumer, progress.TransactionsDone, progress.Transactions, progress.RowsDone, progress.Rows);
        }
    }

    /// <summary>While a failed transaction is being retried, each goes alone: those before it are stored whatever becomes of it.</summary>
    private bool HasRoom(UnitOfWork unit, long began) =>
        unit.Transactions < (services.Retries.IsRetrying ? 1 : _options.MaxTransactionsPerUnit)
        && unit.Changes < _options.MaxChangesPerUnit
        && services.Clock.GetElapsedTime(began) < _options.MaxUnitDuration;

    /// <summary>One transaction: the rows of one identifier stand together.</summary>
    private async Task HandleAsync(LogCursor cursor, UnitOfWork unit, CancellationToken cancellationToken)
    {
        var logged = cursor.Transaction;
        var transaction = new TransactionContext(
            template.SystemId, consistentPoint, logged.Xid, LogTime.Of(logged.Mark), ChangeOrigin.Log, services.Retries.AttemptAt(logged.Xid), template.Timeline);
        await ObserverNotices.BeginAsync(unit, transaction, cancellationToken).ConfigureAwait(false);
        for (long ordinal = 0; ordinal < logged.Rows; ordinal++)
        {
            if (!await cursor.MoveAsync().ConfigureAwait(false) || cursor.Current.Xid != logged.Xid)
            {
                throw new ProtocolException($"The log showed {logged.Rows} rows of {transaction}, and {ordinal} of them came together.");
            }

            try
            {
                await HandleRowAsync(cursor.Current, new ChangeContext(transaction, ordinal), unit, cancellationToken).ConfigureAwait(false);
            }
            catch (DecodeException exception)
            {
                throw new DecodeException(
                    $"{exception.Message} (The change is number {ordinal} of {transaction}; it was not handled, and nothing behind it was.)", exception);
            }

            catch (ProtocolException exception)
            {
                throw new ProtocolException($"{exception.Message} (The change is number {ordinal} of {transaction}.)", exception);
            }

            cursor.Advance();
        }

        await ObserverNotices.CommitAsync(unit, transaction, cancellationToken).ConfigureAwait(false);
        unit.CompleteTransaction();
    }

    private async ValueTask HandleRowAsync(LogRow row, ChangeContext context, UnitOfWork unit, CancellationToken cancellationToken)
    {
        var table = reader.Tables[row.Table];
        if (row.Operation == 'T')
        {
            await ObserverNotices.TruncateAsync(unit, table.Relation, context, cancellationToken).ConfigureAwait(false);
            await unit.TruncateAsync(table.Bound, context, cascade: null, restartIdentity: null, cancellationToken).ConfigureAwait(false);
            return;
        }

        var (kind, message) = _rows.Read(row);
        if (unit.Observers.Count > 0)
        {
            await ObserverNotices.ChangeAsync(
                unit, table.Relation, kind, row.Values, message, _rows.Old, _rows.New, context, cancellationToken).ConfigureAwait(false);
        }

        if (table.Bound.IsHandled)
        {
            await unit.DispatchAsync(
                table.Bound, new RowChange(kind, row.Values, message, _rows.Old, _rows.New, context), cancellationToken).ConfigureAwait(false);
        }
    }
}
