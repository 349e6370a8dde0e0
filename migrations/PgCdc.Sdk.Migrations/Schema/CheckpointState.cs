namespace PgCdc.Sdk.Migrations.Schema;

/// <summary>Whether a consumer's checkpoint can be resumed from.</summary>
public enum CheckpointState
{
    /// <summary>The slot is being created and its snapshot read: nothing to resume from yet.</summary>
    Creating = 0,

    /// <summary>Everything up to the checkpoint's position has been handled.</summary>
    Ready = 1,

    /// <summary>A lost slot is being replaced, and the gap before it closed from the log.</summary>
    CatchingUp = 2,
}
