namespace PgCdc.Sdk;

/// <summary>Shows a consumer from outside. Resolve it from the services, by the consumer's name as key where there are several.</summary>
public interface IPgCdcMonitor
{
    /// <summary>The consumer's name.</summary>
    string Consumer { get; }

    /// <summary>What it is doing.</summary>
    PgCdcState State { get; }

    /// <summary>Why it faulted, or the last error it is recovering from; <see langword="null"/> while all is well.</summary>
    Exception? Fault { get; }

    /// <summary>The stored position: what a restart resumes from.</summary>
    Lsn Stored { get; }

    /// <summary>How far everything has been handled: the stored position, or later where nothing needed storing.</summary>
    Lsn Handled { get; }

    /// <summary>How far the server has come, as far as it told.</summary>
    Lsn Received { get; }

    /// <summary>How many bytes of write-ahead log lie between what came and what was handled.</summary>
    long LagBytes { get; }

    /// <summary>How many changes were handled and stored since the host started.</summary>
    long Changes { get; }

    /// <summary>How many transactions were handled and stored since the host started.</summary>
    long Transactions { get; }

    /// <summary>The catch-up in progress, or the last one since the host started; <see langword="null"/> where there was none.</summary>
    CatchUpProgress? CatchUp { get; }

    /// <summary>
    /// Waits until everything that was committed up to a position (such as <c>pg_current_wal_flush_lsn()</c>) has been handled and stored.
    /// </summary>
    /// <exception cref="InvalidOperationException">The consumer stopped before; the inner exception says why.</exception>
    Task WaitForAsync(Lsn position, CancellationToken cancellationToken);

    /// <summary>Waits until the consumer is in a state.</summary>
    /// <exception cref="InvalidOperationException">The consumer stopped in another state; the inner exception says why.</exception>
    Task WaitForAsync(PgCdcState state, CancellationToken cancellationToken);
}
