namespace PgCdc.Sdk.FailoverHost.Consuming;

/// <summary>Numbers what is handled as one transaction, over all lives of the consumer.</summary>
internal sealed class HandlingNumbers(ConsumerSettings settings)
{
    private const long PerRun = 1_000_000_000;

    private long _last = settings.Run * PerRun;

    public long Next() => Interlocked.Increment(ref _last);

    /// <summary>The life that a number comes from.</summary>
    public static long RunOf(long number) => number / PerRun;
}
