using PgCdc.Sdk.FailoverHost.Model;

namespace PgCdc.Sdk.FailoverHost.Checking;

/// <summary>Replays the audit: each row's changes must come in the order of their numbers, each once.</summary>
internal sealed class RowHistories
{
    private readonly Dictionary<string, Dictionary<string, RowState>> _kinds = [];

    /// <summary>Takes the next change.</summary>
    /// <returns>What is wrong with it; <see langword="null"/> where nothing is.</returns>
    public string? Take(AuditLine line)
    {
        var rows = Of(line.Kind);
        switch (line.Operation)
        {
            case ChangeOperation.Truncate:
                foreach (var (key, state) in rows.Where(static row => row.Value.Exists).ToList())
                {
                    rows[key] = state with { Exists = false };
                }

                return null;
            case ChangeOperation.Insert:
                return Come(rows, line);
            case ChangeOperation.Delete:
                return Go(rows, line, line.Key);
            case ChangeOperation.Update when line.OldKey is { } old && old != line.Key:
                return Go(rows, line, old) ?? Come(rows, line);
            default:
                var before = rows.GetValueOrDefault(line.Key);
                rows[line.Key] = new RowState(line.Version!.Value, true, line.Tx);
                return before.Exists && line.Version == before.Version + 1 ? null : Complaint(line, line.Key, before);
        }
    }

    /// <summary>The rows that are there now.</summary>
    public IReadOnlyDictionary<string, RowState> RowsOf(string kind) => Of(kind).Where(static row => row.Value.Exists).ToDictionary();

    private static string? Come(Dictionary<string, RowState> rows, AuditLine line)
    {
        var before = rows.GetValueOrDefault(line.Key);
        rows[line.Key] = new RowState(line.Version!.Value, true, line.Tx);
        return !before.Exists && line.Version == before.Version + 1 ? null : Complaint(line, line.Key, before);
    }

    private static string? Go(Dictionary<string, RowState> rows, AuditLine line, string key)
    {
        var before = rows.GetValueOrDefault(key);
        rows[key] = new RowState(before.Version + 1, false, null);
        return before.Exists ? null : Complaint(line, key, before);
    }

    private static string Complaint(AuditLine line, string key, RowState before) =>
        $"{line.Operation} of {key}{(line.Version is { } version ? $" to version {version}" : "")}, which {(before.Exists ? "exists" : "does not exist")} at version {before.Version} (audit {line.Id}, xid {line.Xid})";

    private Dictionary<string, RowState> Of(string kind) => _kinds.TryGetValue(kind, out var rows) ? rows : _kinds[kind] = [];
}
