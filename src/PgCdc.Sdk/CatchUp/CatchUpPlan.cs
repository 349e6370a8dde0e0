using PgCdc.Sdk.Checkpoints;

namespace PgCdc.Sdk.CatchUp;

/// <summary>
/// Which of the log's transactions were not handled. Pure. Before it nothing may be assumed of numbers: commit order is neither the order
/// of identifiers nor that of log rows, and identifiers are reused after an asynchronous failover.
/// </summary>
internal sealed class CatchUpPlan
{
    private readonly Dictionary<ulong, LoggedTransaction> _missing = [];

    private CatchUpPlan()
    {
    }

    /// <summary>How many transactions are missing.</summary>
    public long Transactions => _missing.Count;

    /// <summary>How many rows they have.</summary>
    public long Rows { get; private set; }

    /// <summary>Of the uncertain ones, those that this server has: still handled.</summary>
    public List<(HandledTransaction Transaction, uint Timeline)> Survivors { get; } = [];

    /// <summary>Of the uncertain ones, those that this server does not have, though it may have given their identifiers to others.</summary>
    public List<(HandledTransaction Transaction, uint Timeline)> Phantoms { get; } = [];

    /// <param name="since">The base: what it shows is handled.</param>
    /// <param name="logged">What the log shows beyond the base.</param>
    /// <param name="handled">What is handled, with certainty, beyond the base.</param>
    /// <param name="uncertain">What was handled from a log of a server whose history this one may lack.</param>
    public static CatchUpPlan Make(
        PgSnapshot since,
        IReadOnlyList<LoggedTransaction> logged,
        IEnumerable<HandledTransaction> handled,
        IReadOnlyList<(HandledTransaction Transaction, uint Timeline)> uncertain)
    {
        var plan = new CatchUpPlan();
        var marks = logged.ToDictionary(static transaction => transaction.Xid, static transaction => transaction.Mark);
        var known = handled.Select(static transaction => transaction.Xid).ToHashSet();
        foreach (var (transaction, timeline) in uncertain)
        {
            if (since.IsVisible(transaction.Xid) || (marks.TryGetValue(transaction.Xid, out var mark) && mark == transaction.Mark))
            {
                plan.Survivors.Add((transaction, timeline));
                known.Add(transaction.Xid);
            }
            else
            {
                plan.Phantoms.Add((transaction, timeline));
            }
        }

        foreach (var transaction in logged)
        {
            if (!known.Contains(transaction.Xid))
            {
                plan._missing.Add(transaction.Xid, transaction);
                plan.Rows += transaction.Rows;
            }
        }

        return plan;
    }

    public bool IsMissing(ulong xid, out LoggedTransaction transaction) => _missing.TryGetValue(xid, out transaction);
}
