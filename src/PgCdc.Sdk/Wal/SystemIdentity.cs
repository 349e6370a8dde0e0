namespace PgCdc.Sdk.Wal;

/// <summary>Which cluster a connection leads to, and which of its histories.</summary>
/// <param name="SystemId">The cluster's system identifier.</param>
/// <param name="Timeline">Its timeline: one more at each promotion.</param>
/// <param name="FlushLsn">Its present end of the write-ahead log.</param>
/// <param name="Database">The connection's database.</param>
internal sealed record SystemIdentity(string SystemId, uint Timeline, Lsn FlushLsn, string? Database);
