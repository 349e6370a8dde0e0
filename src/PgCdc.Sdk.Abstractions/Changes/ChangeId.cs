namespace PgCdc.Sdk;

/// <summary>
/// The stable identity of a change: the same however often it is delivered through the same door. A target outside the checkpoint's
/// database can deduplicate by its text. The log does not know commit positions, so a change that came through the stream, was not
/// stored, and comes again from the log after a failover has another one; its transaction's <see cref="ChangeContext.Xid"/> is the same.
/// </summary>
/// <param name="SystemId">The cluster's system identifier.</param>
/// <param name="Timeline">The timeline: after an asynchronous failover positions and transaction identifiers come again on another one.</param>
/// <param name="Transaction">The position of the commit record; from a log, <c>x</c> and the transaction's identifier.</param>
/// <param name="Ordinal">The change's place in its transaction, from 0.</param>
public readonly record struct ChangeId(string SystemId, uint Timeline, string Transaction, long Ordinal)
{
    /// <summary>For example <c>7381234567890123456:1:16/B374D848#3</c>.</summary>
    public override string ToString() => $"{SystemId}:{Timeline}:{Transaction}#{Ordinal}";
}
