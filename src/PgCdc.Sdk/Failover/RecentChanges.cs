namespace PgCdc.Sdk.Failover;

/// <summary>
/// The rows that were lately handled, a bounded number of them, so that a phantom can be told with its tables and keys. Best effort: it is
/// this process's memory.
/// </summary>
internal sealed class RecentChanges(int capacity)
{
    /// <summary>Of a transaction with more changes than this the first are kept.</summary>
    public const int PerTransaction = 16;

    private readonly Queue<(ulong Xid, Lsn CommitLsn, PhantomChange Change)> _changes = new();

    /// <summary>Whether a change is among those that are kept.</summary>
    public static bool Keeps(ChangeContext context) => context.Ordinal < PerTransaction;

    public void Add(ChangeContext context, string table, ChangeOperation operation, object? key)
    {
        while (_changes.Count >= capacity)
        {
            _changes.Dequeue();
        }

        _changes.Enqueue((context.Xid, context.CommitLsn, new PhantomChange(table, operation, key)));
    }

    /// <summary>What is known of a transaction, each change once however often it was delivered, by its identifier and the end of its commit record.</summary>
    public IReadOnlyList<PhantomChange> Find(ulong xid, Lsn commitEnd) =>
        [.. _changes.Where(change => change.Xid == xid && change.CommitLsn <= commitEnd).Select(static change => change.Change).Distinct()];

    public void Clear() => _changes.Clear();
}
