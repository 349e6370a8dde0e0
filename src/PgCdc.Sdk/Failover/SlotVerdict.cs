namespace PgCdc.Sdk.Failover;

/// <summary>What to do at a (re)connect.</summary>
internal enum SlotVerdict
{
    /// <summary>Neither slot nor checkpoint: the first start.</summary>
    Create,

    /// <summary>A start that ended before its first checkpoint: begin anew.</summary>
    CreateAnew,

    /// <summary>Stream from the checkpoint.</summary>
    Resume,

    /// <summary>The slot cannot be resumed from, or not without looking into the log: act by the strategy.</summary>
    Gap,
}
