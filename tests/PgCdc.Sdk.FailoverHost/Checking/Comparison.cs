namespace PgCdc.Sdk.FailoverHost.Checking;

/// <summary>Holds what was handled against what the surviving primary has.</summary>
internal sealed class Comparison(Survivors survivors, Audit audit)
{
    /// <summary>How many wrong things are told with all that is around them.</summary>
    private const int Told = 8;

    private readonly List<string> _trail = [];
    private int _lost;
    private int _duplicated;
    private int _outOfOrder;
    private int _wrongReports;

    public static async Task<Verdict> RunAsync(string source, string sink)
    {
        var survivors = await Survivors.ReadAsync(source);
        return await new Comparison(survivors, await Audit.ReadAsync(sink)).CompareAsync();
    }

    private async Task<Verdict> CompareAsync()
    {
        var phantoms = audit.Transactions.Where(IsPhantom).ToList();
        CompareTransactions();
        await CompareMissingAsync();
        ComparePhantoms(phantoms);
        await CompareRowsAsync([.. phantoms.Select(static transaction => transaction.Handling)]);
        return new Verdict
        {
            Transactions = survivors.Transactions.Count,
            Lost = _lost,
            Duplicated = _duplicated,
            OutOfOrder = _outOfOrder,
            Phantoms = phantoms.DistinctBy(static transaction => transaction.Tx).Count(),
            PhantomsReported = audit.Phantoms.Count,
            WrongReports = _wrongReports,
            Trail = _trail,
        };
    }

    private bool IsPhantom(HandledTransaction transaction) => transaction.Tx is { } tx && !survivors.Transactions.ContainsKey(tx);

    /// <summary>Each handled once, and whole.</summary>
    private void CompareTransactions()
    {
        var seen = new Dictionary<Guid, HandledTransaction>();
        foreach (var transaction in audit.Transactions)
        {
            if (transaction.Tx is not { } tx)
            {
                Tell(ref _lost, "Handled without its end", transaction);
                continue;
            }

            if (!seen.TryAdd(tx, transaction))
            {
                Tell(ref _duplicated, $"Handled before, as {seen[tx]}", transaction);
            }

            if (survivors.Transactions.TryGetValue(tx, out var changes) && changes != transaction.Changes)
            {
                ref var count = ref transaction.Changes < changes ? ref _lost : ref _duplicated;
                Tell(ref count, $"It wrote {changes} changes", transaction);
            }
        }
    }

    private async Task CompareMissingAsync()
    {
        var handled = audit.Transactions.Select(static transaction => transaction.Tx).ToHashSet();
        foreach (var (tx, changes) in survivors.Transactions.Where(row => !handled.Contains(row.Key)))
        {
            if (++_lost > Told)
            {
                continue;
            }

            var xid = await survivors.XidOfAsync(tx);
            _trail.Add($"Lost: {tx}, xid {xid}, {changes} changes; handled with the next identifiers:");
            _trail.AddRange(audit.Transactions.OrderBy(near => Math.Abs(near.Xid - uint.Parse(xid, System.Globalization.CultureInfo.InvariantCulture)))
                .Take(6).OrderBy(static near => near.Handling).Select(static near => $"    {near}"));
        }
    }

    /// <summary>Each phantom told once, and nothing else.</summary>
    private void ComparePhantoms(List<HandledTransaction> phantoms)
    {
        var reports = audit.Phantoms.ToLookup(static line => line.Tx);
        foreach (var phantom in phantoms.DistinctBy(static transaction => transaction.Tx))
        {
            if (reports[phantom.Tx].Count() != 1)
            {
                Tell(ref _wrongReports, $"A phantom that was reported {reports[phantom.Tx].Count()} times", phantom);
            }
        }

        var known = phantoms.Select(static transaction => transaction.Tx).ToHashSet();
        foreach (var report in audit.Phantoms.Where(line => line.Tx is null || !known.Contains(line.Tx)))
        {
            var what = $"Reported as a phantom, xid {report.Xid} at {(report.CommitLsn is { } lsn ? new Lsn((ulong)lsn) : "an unknown position")} on timeline {report.Timeline}";
            if (audit.Transactions.FirstOrDefault(transaction => transaction.Tx is not null && transaction.Tx == report.Tx) is { } survivor)
            {
                Tell(ref _wrongReports, $"{what}, but it is none", survivor);
            }
            else if (++_wrongReports <= Told)
            {
                _trail.Add($"{what}, but nothing was handled under this identifier.");
            }
        }
    }

    /// <summary>Each row's changes in the order of its history, and in the end the rows that are there.</summary>
    private async Task CompareRowsAsync(HashSet<long> phantoms)
    {
        var histories = new RowHistories();
        await foreach (var line in audit.LinesAsync())
        {
            if (!phantoms.Contains(line.Handling) && histories.Take(line) is { } complaint)
            {
                Tell(ref _outOfOrder, complaint, audit.ByHandling[line.Handling]);
            }
        }

        foreach (var (kind, rows) in await survivors.RowsAsync())
        {
            var replayed = histories.RowsOf(kind);
            foreach (var key in rows.Keys.Union(replayed.Keys).Where(key => rows.GetValueOrDefault(key) != replayed.GetValueOrDefault(key)))
            {
                if (++_outOfOrder <= Told)
                {
                    _trail.Add($"{kind} {key} is {rows.GetValueOrDefault(key)}, and what was handled makes it {replayed.GetValueOrDefault(key)}.");
                }
            }
        }
    }

    private void Tell(ref int count, string what, HandledTransaction transaction)
    {
        if (++count <= Told)
        {
            _trail.Add($"{what}:");
            _trail.AddRange(audit.Around(transaction));
        }
    }
}
