using PgCdc.Sdk.FailoverHost.Consuming;

namespace PgCdc.Sdk.FailoverHost.Checking;

/// <summary>What was handled as one transaction, as the audit has it.</summary>
internal sealed record HandledTransaction(long Handling, long Xid, Lsn CommitLsn, int Timeline, ChangeOrigin Origin)
{
    /// <summary>Its name; unknown where its marker was not handled with it.</summary>
    public Guid? Tx { get; set; }

    /// <summary>How many changes beside the marker; a changed key counts twice.</summary>
    public int Changes { get; set; }

    public override string ToString() =>
        $"life {HandlingNumbers.RunOf(Handling)} no. {Handling % 1_000_000_000}: {Origin} xid {Xid}, {CommitLsn} on timeline {Timeline}, {Changes} changes, {Tx?.ToString() ?? "no marker"}";
}
