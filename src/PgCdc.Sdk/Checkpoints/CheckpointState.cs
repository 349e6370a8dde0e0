namespace PgCdc.Sdk.Checkpoints;

/// <summary>How far a checkpoint has come into being.</summary>
public enum CheckpointState
{
    /// <summary>A slot is being created; nothing was handled yet. A start that finds this begins anew.</summary>
    Creating = 0,

    /// <summary>The position is good to resume from.</summary>
    Ready = 1,

    /// <summary>
    /// The slot is being replaced and the gap before it closed from the log. The position is that of before; a start that finds this
    /// replaces the slot again and goes on with what is not yet in <see cref="Checkpoint.Handled"/>.
    /// </summary>
    CatchingUp = 2,
}
