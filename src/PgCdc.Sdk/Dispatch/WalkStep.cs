namespace PgCdc.Sdk.Dispatch;

/// <summary>What a frame led to.</summary>
internal enum WalkStep
{
    /// <summary>The frame is done with.</summary>
    Passed,

    /// <summary>The frame needs handlers: give it again, with a unit of work.</summary>
    NeedsUnit,

    /// <summary>The frame was a commit, and the transaction is done with.</summary>
    Committed,

    /// <summary>The frame was progress between transactions.</summary>
    Idle,

    /// <summary>The frame was a logical message outside of any transaction, and is done with.</summary>
    MessagePassed,
}
