namespace PgCdc.Sdk;

/// <summary>What a consumer is doing.</summary>
public enum PgCdcState
{
    /// <summary>It has not yet streamed: connecting, validating, creating its slot.</summary>
    Starting = 0,

    /// <summary>Another runner streams from its slot; it takes over when that one ends.</summary>
    Waiting = 1,

    /// <summary>It handles changes as they come.</summary>
    Streaming = 2,

    /// <summary>A connection or a handler failed; it pauses and resumes from the checkpoint.</summary>
    Recovering = 3,

    /// <summary>It closes a lost slot's gap from the log tables.</summary>
    CatchingUp = 4,

    /// <summary>The host stopped it.</summary>
    Stopped = 5,

    /// <summary>It stopped by itself and will not go on; <see cref="IPgCdcMonitor.Fault"/> says why.</summary>
    Faulted = 6,
}
