namespace PgCdc.Sdk.Checkpoints;

/// <summary>How far a checkpoint has come into being.</summary>
public enum CheckpointState
{
    /// <summary>A slot is being created; nothing was handled yet. A start that finds this begins anew.</summary>
    Creating = 0,

    /// <summary>The position is good to resume from.</summary>
    Ready = 1,
}
