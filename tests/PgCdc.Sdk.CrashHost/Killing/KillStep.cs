namespace PgCdc.Sdk.CrashHost.Killing;

/// <summary>Where the process is killed, in the order in which a unit of work passes by.</summary>
public enum KillStep
{
    /// <summary>Nowhere: the run goes on until it has caught up.</summary>
    Never,

    /// <summary>The slot exists, its snapshot was read and copied; the first checkpoint is not stored.</summary>
    SlotCreated,

    /// <summary>A transaction was read.</summary>
    Begin,

    /// <summary>In a handler that has just written, in the middle of a unit of work.</summary>
    Handle,

    /// <summary>All of a transaction's changes were handled; nothing is saved.</summary>
    Handled,

    /// <summary>Everything is saved and the checkpoint moved, in the open transaction.</summary>
    CheckpointMoved,

    /// <summary>The commit is about to be sent.</summary>
    BeforeCommit,

    /// <summary>The commit was answered; the server of the slot knows nothing of it.</summary>
    AfterCommit,

    /// <summary>The slot was confirmed up to what was stored.</summary>
    Acknowledged,

    /// <summary>After some time, whatever is going on: while starting, connecting, committing, confirming.</summary>
    AnyMoment,
}
