using PgCdc.Sdk.Diagnostics;
using PgCdc.Sdk.Failover;

namespace PgCdc.Sdk.Dispatch;

/// <summary>What is known of the source's columns beside what the stream says of them; outlives a connection.</summary>
internal sealed class SourceColumns(ISourceDatabase database, string publication, PgCdcMetrics metrics)
{
    private readonly HashSet<(string Table, string Column)> _unknown = [];

    /// <summary>Counts a column that no property is mapped to.</summary>
    /// <returns>Whether it is the first time.</returns>
    public bool NoteUnknown(string table, string column)
    {
        var isFirst = _unknown.Add((table, column));
        if (isFirst)
        {
            metrics.UnknownColumn();
        }

        return isFirst;
    }

    /// <summary>A table's columns that are published today, in the order of their numbers; none where there is no such table.</summary>
    public Task<IReadOnlyList<string>> ListAsync(uint relation, CancellationToken cancellationToken) =>
        database.ListColumnsAsync(relation, publication, cancellationToken);
}
