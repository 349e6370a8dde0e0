namespace PgCdc.Sdk.Tests.Fixtures;

/// <summary>A committed transaction in the recording.</summary>
internal sealed record RecordedTransaction(uint Xid, Lsn CommitLsn, Lsn EndLsn, IReadOnlyList<(WireTable? Table, Lsn Lsn, byte[] Message)> Rows)
{
    /// <summary>What the server sends of it on a connection that has so far described these tables.</summary>
    public IEnumerable<(Lsn Lsn, byte[] Payload)> Frames(HashSet<uint> described)
    {
        yield return (Rows.Count > 0 ? Rows[0].Lsn : CommitLsn, WireMessage.Begin(CommitLsn.Value, 1_000_000, Xid));
        foreach (var (table, lsn, message) in Rows)
        {
            if (table is not null && described.Add(table.Id))
            {
                yield return (lsn, table.Relation());
            }

            yield return (lsn, message);
        }

        yield return (EndLsn, WireMessage.Commit(CommitLsn.Value, EndLsn.Value, 1_000_000));
    }
}
