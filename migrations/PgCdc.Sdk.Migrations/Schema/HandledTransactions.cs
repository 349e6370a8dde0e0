using NpgsqlTypes;

namespace PgCdc.Sdk.Migrations.Schema;

/// <summary>
/// The transactions that one unit of work handled: one row of <c>pgcdc.handled</c>, appended in the unit's own database
/// transaction and removed once a base covers it.
/// </summary>
public sealed class HandledTransactions
{
    /// <summary>The consumer's name.</summary>
    public required string Consumer { get; set; }

    /// <summary>The ordered lane; 0 where there is one.</summary>
    public int Lane { get; set; }

    /// <summary>The checkpoint's version that the unit was stored with.</summary>
    public long Version { get; set; }

    /// <summary>The end of the commit of the unit's last transaction; in a catch-up the new slot's consistent point.</summary>
    public NpgsqlLogSequenceNumber Lsn { get; set; }

    /// <summary>The timeline they were read on.</summary>
    public int Timeline { get; set; }

    /// <summary>The transactions' ids, widened by the epoch (<c>xid8</c>).</summary>
    public required long[] Xids { get; set; }

    /// <summary>The end of each transaction's commit, or a position behind it, in the order of <see cref="Xids"/>.</summary>
    public required long[] CommitLsns { get; set; }

    /// <summary>The number of each transaction's last log row, where it was handled from the log; else empty.</summary>
    public required long[] LogSequences { get; set; }

    /// <summary>When that row was logged, in microseconds since 2000-01-01 UTC; else empty.</summary>
    public required long[] LoggedAt { get; set; }
}
