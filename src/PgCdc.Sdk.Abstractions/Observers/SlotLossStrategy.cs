namespace PgCdc.Sdk;

/// <summary>What a consumer does when its slot cannot be resumed from.</summary>
public enum SlotLossStrategy
{
    /// <summary>Stop, with a <c>SlotException</c> that says what was found. Nothing is created, nothing is skipped.</summary>
    Fail = 0,

    /// <summary>
    /// Create a slot, handle what is missing from the log tables, exactly once, and stream on. Needs a log table for every captured
    /// entity.
    /// </summary>
    CatchUpFromLog = 1,

    /// <summary>Create a slot and copy the tables anew. Not available yet.</summary>
    Resnapshot = 2,

    /// <summary>
    /// Create a slot and stream from there. What lies between is lost to the handlers: for caches and the like, which a user refills.
    /// </summary>
    SkipAhead = 3,
}
