namespace PgCdc.Sdk;

/// <summary>Where a change comes from.</summary>
/// <param name="Transaction">The transaction that wrote it.</param>
/// <param name="Ordinal">Its place in the transaction, from 0, counted over all published tables.</param>
public readonly record struct ChangeContext(TransactionContext Transaction, long Ordinal)
{
    private readonly ShadowValues? _shadow;
    private readonly ShadowValues? _oldShadow;

    /// <summary>The row's columns that the class has no property for, as they are now; of a deleted row, as they were.</summary>
    public ShadowValues Shadow
    {
        get => _shadow ?? ShadowValues.None;
        init => _shadow = value;
    }

    /// <summary>The same of the row as it was before an update, where that came along (replica identity full).</summary>
    public ShadowValues OldShadow
    {
        get => _oldShadow ?? ShadowValues.None;
        init => _oldShadow = value;
    }

    /// <summary>The position of the transaction's commit record.</summary>
    public Lsn CommitLsn => Transaction.CommitLsn;

    /// <summary>The writing transaction's 64-bit identifier.</summary>
    public ulong Xid => Transaction.Xid;

    /// <summary>When the transaction committed, by the server's clock.</summary>
    public DateTimeOffset CommitTime => Transaction.CommitTime;

    /// <summary>The door through which the change came.</summary>
    public ChangeOrigin Origin => Transaction.Origin;

    /// <summary>1 at the first delivery, one more at each retry.</summary>
    public int Attempt => Transaction.Attempt;

    /// <summary>The change's place in the order of all changes.</summary>
    public ChangePosition Position => new(Transaction.CommitLsn, Ordinal);

    /// <summary>The change's stable identity, the same at every delivery through the same door.</summary>
    public ChangeId Id => new(Transaction.SystemId, Transaction.Timeline, Origin == ChangeOrigin.Log ? $"x{Xid}" : $"{CommitLsn}", Ordinal);
}
