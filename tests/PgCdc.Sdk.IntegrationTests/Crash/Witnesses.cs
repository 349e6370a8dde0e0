using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using PgCdc.Sdk.CrashHost.Model;

namespace PgCdc.Sdk.IntegrationTests.Crash;

/// <summary>What must have been handled, from the audit and the commits' order; and what was, from the journal and the tallies.</summary>
internal sealed record Witnesses(
    IReadOnlyList<string> Expected,
    IReadOnlyList<string> Handled,
    IReadOnlyDictionary<string, string> ExpectedTallies,
    IReadOnlyDictionary<string, string> Tallies,
    IReadOnlySet<long> CommittedBeforeSlot,
    IReadOnlySet<long> Copied,
    IReadOnlyList<AuditLine> Audit,
    IReadOnlySet<int> RunsThatHandled)
{
    public static async Task<Witnesses> ReadAsync(CrashDatabase database)
    {
        await using var context = database.OpenContext();
        var audit = await context.Audit.AsNoTracking().OrderBy(line => line.Seq).ToListAsync();
        var journal = await context.Journal.AsNoTracking().OrderBy(line => line.CommitLsn).ThenBy(line => line.Ordinal).ThenBy(line => line.Id).ToListAsync();
        var copied = await context.Copied.AsNoTracking().ToListAsync();
        var tallies = await context.Tallies.AsNoTracking().ToDictionaryAsync(tally => tally.Key, tally => $"{tally.Changes} {tally.Chain}");
        var byTransaction = audit.ToLookup(line => (uint)line.Xid);
        var consistentPoint = new Lsn((ulong)copied.Select(row => row.ConsistentPoint).Distinct().Single());
        var commits = await database.ReadCommitsAsync();

        // Every line must belong to a commit that the witness slot saw: else the truth itself is not whole.
        Assert.Equal(byTransaction.Select(lines => lines.Key).Order(), commits.Select(commit => commit.Xid).Where(byTransaction.Contains).Order());
        var streamed = commits.Where(commit => commit.CommitLsn >= consistentPoint).ToList();
        return new Witnesses(
            [.. streamed.SelectMany(commit => byTransaction[commit.Xid].Select((line, ordinal) =>
                $"{commit.CommitLsn}#{ordinal} {line.Xid} {line.Operation} {line.Key} {line.Value}"))],
            [.. journal.Select(line => $"{new Lsn((ulong)line.CommitLsn)}#{line.Ordinal} {line.Xid} {line.Operation} {line.Key} {line.Value}")],
            Chains(streamed.SelectMany(commit => byTransaction[commit.Xid])),
            tallies,
            commits.Where(commit => commit.CommitLsn < consistentPoint && byTransaction.Contains(commit.Xid)).Select(commit => byTransaction[commit.Xid].First().Xid).ToHashSet(),
            copied.Select(row => row.Xid).ToHashSet(),
            audit,
            journal.Select(line => line.Run).ToHashSet());
    }

    private static Dictionary<string, string> Chains(IEnumerable<AuditLine> lines)
    {
        var chains = new Dictionary<string, (int Changes, string Chain)>();
        foreach (var line in lines)
        {
            var (changes, chain) = chains.GetValueOrDefault(line.Key, (0, ""));
            chains[line.Key] = (changes + 1, Md5($"{chain}{line.Operation} {line.Value}"));
        }

        return chains.ToDictionary(pair => pair.Key, pair => $"{pair.Value.Changes} {pair.Value.Chain}");
    }

#pragma warning disable CA5351 // The same function as the server's md5(), for a checksum; nothing is kept secret by it.
    private static string Md5(string text) => Convert.ToHexStringLower(MD5.HashData(Encoding.UTF8.GetBytes(text)));
#pragma warning restore CA5351
}
