using PgCdc.Sdk.Checkpoints;

namespace PgCdc.Sdk.Failover;

/// <summary>
/// What becomes of a checkpoint on a server whose history parted from it. Pure. Everything at or before the fork is in both histories;
/// what was handled behind it was handled for nothing, and its transaction identifiers are given to others there.
/// </summary>
internal sealed record Divergence
{
    /// <summary>The checkpoint without what the server never had.</summary>
    public required Checkpoint Surviving { get; init; }

    /// <summary>Handled transactions that the server never had.</summary>
    public required IReadOnlyList<(HandledTransaction Transaction, uint Timeline)> Phantoms { get; init; }

    /// <summary>
    /// Handled transactions that came from a log of the lost server: whether they survived, only the log of this one tells. They are
    /// not in <see cref="Surviving"/>.
    /// </summary>
    public required IReadOnlyList<(HandledTransaction Transaction, uint Timeline)> Uncertain { get; init; }

    public static Divergence Of(Checkpoint checkpoint, Lsn? fork)
    {
        if (fork is not { } at)
        {
            return new Divergence { Surviving = checkpoint, Phantoms = [], Uncertain = [] };
        }

        var kept = new List<HandledUnit>();
        var phantoms = new List<(HandledTransaction, uint)>();
        var uncertain = new List<(HandledTransaction, uint)>();
        foreach (var unit in checkpoint.Handled)
        {
            var survivors = new List<HandledTransaction>(unit.Transactions.Count);
            foreach (var transaction in unit.Transactions)
            {
                if (transaction.CommitEndLsn <= at)
                {
                    survivors.Add(transaction);
                }
                else
                {
                    (transaction.Mark is null ? phantoms : uncertain).Add((transaction, unit.Timeline));
                }
            }

            if (survivors.Count > 0)
            {
                kept.Add(unit with { Transactions = survivors, Lsn = unit.Lsn < at ? unit.Lsn : at });
            }
        }

        return new Divergence
        {
            Surviving = checkpoint with
            {
                Lsn = checkpoint.Lsn < at ? checkpoint.Lsn : at,
                Bases = [.. checkpoint.Bases.Where(known => known.Lsn <= at)],
                Handled = kept,
            },
            Phantoms = phantoms,
            Uncertain = uncertain,
        };
    }
}
