namespace PgCdc.Sdk.Testing;

/// <summary>How a server is asked to stop: the three modes of <c>pg_ctl stop</c>.</summary>
public enum PostgresStopMode
{
    /// <summary>Waits until every client has gone, then shuts down. Hangs while a pooled connection is open.</summary>
    Smart,

    /// <summary>Rolls back what is running, disconnects every client and shuts down cleanly.</summary>
    Fast,

    /// <summary>Quits without a checkpoint; the next start recovers from the write-ahead log.</summary>
    Immediate,
}
