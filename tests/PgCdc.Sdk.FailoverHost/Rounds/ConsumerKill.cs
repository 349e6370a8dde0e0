namespace PgCdc.Sdk.FailoverHost.Rounds;

/// <summary>When a round kills the consumer.</summary>
public enum ConsumerKill
{
    Never,

    /// <summary>Before the primary goes; it comes back behind the promotion.</summary>
    Before,

    /// <summary>Some time after it was pointed at the new primary, whatever it does there.</summary>
    After,
}
