namespace PgCdc.Sdk.FailoverHost.Rounds;

/// <summary>What a round does to the primary.</summary>
public enum RoundKind
{
    /// <summary>It is gone at once.</summary>
    Crash,

    /// <summary>It shuts down in good order, once its standby has everything.</summary>
    Switchover,

    /// <summary>It is gone at once, and its standby had been cut off: what was handled since is lost.</summary>
    Lag,

    /// <summary>It is gone at once, and so is the next one while the catch-up runs.</summary>
    SecondFailover,

    /// <summary>The same, and the second standby had been cut off: what was handled from the first's log is lost.</summary>
    SecondFailoverLag,
}
