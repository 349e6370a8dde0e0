namespace PgCdc.Sdk.FailoverHost.Rounds;

/// <summary>What the consumer does on a primary that goes again at once.</summary>
public enum Stopover
{
    /// <summary>It never gets there: the next primary's history is two forks away.</summary>
    Skipped,

    /// <summary>It is in the middle of its catch-up when the primary goes.</summary>
    Interrupted,

    /// <summary>It has closed the gap and streams.</summary>
    Finished,
}
