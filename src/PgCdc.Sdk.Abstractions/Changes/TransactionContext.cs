namespace PgCdc.Sdk;

/// <summary>The transaction that wrote a change.</summary>
public sealed class TransactionContext
{
    /// <summary>Describes a transaction; handlers' tests may build their own.</summary>
    public TransactionContext(
        string systemId,
        Lsn commitLsn,
        ulong xid,
        DateTimeOffset commitTime,
        ChangeOrigin origin = ChangeOrigin.Stream,
        int attempt = 1,
        uint timeline = 1)
    {
        ArgumentNullException.ThrowIfNull(systemId);
        SystemId = systemId;
        CommitLsn = commitLsn;
        Xid = xid;
        CommitTime = commitTime;
        Origin = origin;
        Attempt = attempt;
        Timeline = timeline;
    }

    /// <summary>The system identifier of the cluster that the transaction was written to.</summary>
    public string SystemId { get; }

    /// <summary>
    /// The timeline that the commit record lies on; from a log, the timeline of the server that the log was read from. Positions and
    /// identifiers are reused when a standby is promoted that had not received everything, so only together with it are they unique.
    /// </summary>
    public uint Timeline { get; }

    /// <summary>
    /// The position of the commit record. Every later transaction has a higher one. A log does not know it: there it is the position up
    /// to which the log was read, the same for all transactions of a catch-up.
    /// </summary>
    public Lsn CommitLsn { get; }

    /// <summary>The transaction's 64-bit identifier (<c>xid8</c>), the epoch included.</summary>
    public ulong Xid { get; }

    /// <summary>When the transaction committed, by the server's clock; from a log, when its last row was logged.</summary>
    public DateTimeOffset CommitTime { get; }

    /// <summary>The door through which the transaction came.</summary>
    public ChangeOrigin Origin { get; }

    /// <summary>1 at the first delivery, one more at each retry after a handler failed.</summary>
    public int Attempt { get; }

    /// <inheritdoc />
    public override string ToString() => $"transaction {Xid} {(Origin == ChangeOrigin.Log ? "in the log, before" : "at")} {CommitLsn}";
}
