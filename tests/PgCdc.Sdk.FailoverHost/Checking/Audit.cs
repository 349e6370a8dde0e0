using Microsoft.EntityFrameworkCore;
using PgCdc.Sdk.FailoverHost.Model;

namespace PgCdc.Sdk.FailoverHost.Checking;

/// <summary>What the consumer wrote down, transaction by transaction, in the order of handling.</summary>
internal sealed class Audit
{
    private readonly string _sink;

    private Audit(string sink) => _sink = sink;

    public List<HandledTransaction> Transactions { get; } = [];

    public Dictionary<long, HandledTransaction> ByHandling { get; } = [];

    public required IReadOnlyList<PhantomLine> Phantoms { get; init; }

    public static async Task<Audit> ReadAsync(string sink)
    {
        await using var context = FailoverContext.Open(sink);
        var audit = new Audit(sink) { Phantoms = await context.Phantoms.AsNoTracking().OrderBy(line => line.Id).ToListAsync() };
        var current = new HandledTransaction(0, 0, default, 0, default);
        await foreach (var line in audit.LinesAsync())
        {
            if (line.Handling != current.Handling && !audit.ByHandling.TryGetValue(line.Handling, out current!))
            {
                current = new HandledTransaction(line.Handling, line.Xid, new Lsn((ulong)line.CommitLsn), line.Timeline, line.Origin);
                audit.Transactions.Add(current);
                audit.ByHandling.Add(line.Handling, current);
            }

            if (line.Kind == nameof(Marker))
            {
                current.Tx = line.Tx;
            }
            else
            {
                current.Changes += line.OldKey is { } old && old != line.Key ? 2 : 1;
            }
        }

        return audit;
    }

    public async IAsyncEnumerable<AuditLine> LinesAsync()
    {
        await using var context = FailoverContext.Open(_sink);
        await foreach (var line in context.Audit.AsNoTracking().OrderBy(line => line.Id).AsAsyncEnumerable())
        {
            yield return line;
        }
    }

    /// <summary>What was handled just before and behind.</summary>
    public IEnumerable<string> Around(HandledTransaction transaction)
    {
        var index = Transactions.IndexOf(transaction);
        return Transactions.Skip(Math.Max(0, index - 4)).Take(9).Select(near => $"  {(near == transaction ? ">" : " ")} {near}");
    }
}
