using PgCdc.Sdk;

namespace QuickStart.Demo;

/// <summary>Prints what is done about a lost slot.</summary>
internal sealed class FailoverPrinter : IFailoverObserver
{
    public ValueTask OnGapFoundAsync(GapFound gap, CancellationToken cancellationToken) =>
        Print($"gap found ({gap.Problem}, strategy {gap.Strategy}): {gap.Reason}");

    public ValueTask OnPhantomAsync(PhantomTransaction phantom, CancellationToken cancellationToken) =>
        Print($"transaction {phantom.Xid} was handled, and the new primary never had it");

    public ValueTask OnSlotCreatedAsync(SlotCreated created, CancellationToken cancellationToken) => Print($"slot {created.Slot} created");

    public ValueTask OnCatchUpStartedAsync(CatchUpProgress progress, CancellationToken cancellationToken) =>
        Print($"{progress.Transactions} transactions with {progress.Rows} rows are missing");

    public ValueTask OnCatchUpFinishedAsync(CatchUpProgress progress, CancellationToken cancellationToken) => Print(
        $"{progress.TransactionsDone} transactions with {progress.RowsDone} rows closed from the log; streams on from {progress.StreamsFrom}");

    private static ValueTask Print(string sentence)
    {
        Console.WriteLine($"  failover: {sentence}");
        return ValueTask.CompletedTask;
    }
}
