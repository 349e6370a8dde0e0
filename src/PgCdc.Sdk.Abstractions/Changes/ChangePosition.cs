namespace PgCdc.Sdk;

/// <summary>
/// Where a change stands in the one order that holds: transactions by their commit, changes by their place within. A row's own
/// position in the write-ahead log is no order: rows of concurrent transactions interleave there.
/// </summary>
/// <param name="CommitLsn">The position of the transaction's commit record.</param>
/// <param name="Ordinal">The change's place in its transaction, from 0, counted over all published tables.</param>
public readonly record struct ChangePosition(Lsn CommitLsn, long Ordinal) : IComparable<ChangePosition>
{
    /// <inheritdoc />
    public int CompareTo(ChangePosition other)
    {
        var byCommit = CommitLsn.CompareTo(other.CommitLsn);
        return byCommit != 0 ? byCommit : Ordinal.CompareTo(other.Ordinal);
    }

    /// <inheritdoc />
    public override string ToString() => $"{CommitLsn}#{Ordinal}";

    /// <summary>Whether <paramref name="left"/> comes before <paramref name="right"/>.</summary>
    public static bool operator <(ChangePosition left, ChangePosition right) => left.CompareTo(right) < 0;

    /// <summary>Whether <paramref name="left"/> comes before <paramref name="right"/> or is the same.</summary>
    public static bool operator <=(ChangePosition left, ChangePosition right) => left.CompareTo(right) <= 0;

    /// <summary>Whether <paramref name="left"/> comes after <paramref name="right"/>.</summary>
    public static bool operator >(ChangePosition left, ChangePosition right) => left.CompareTo(right) > 0;

    /// <summary>Whether <paramref name="left"/> comes after <paramref name="right"/> or is the same.</summary>
    public static bool operator >=(ChangePosition left, ChangePosition right) => left.CompareTo(right) >= 0;
}
