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

    /// <summary>The end of the commit of the unit's last transaction.</summary>
    public NpgsqlLogSequenceNumber Lsn { get; set; }

    /// <summary>The timeline they were read on.</summary>
    public int Timeline { get; set; }

    /// <summary>The transactions' ids, widened by the epoch (<c>xid8</c>).</summary>
    public required long[] Xids { get; set; }

    /// <summary>The end of each transaction's commit, in the order of <see cref="Xids"/>.</summary>
    public required long[] CommitLsns { get; set; }
}
