namespace PgCdc.Sdk.FailoverHost.Rounds;

/// <summary>How long a step may take before the rounds fail. Generous: it is never waited out by rounds that pass.</summary>
internal static class Deadline
{
    public static CancellationToken Token() => new CancellationTokenSource(TimeSpan.FromSeconds(90)).Token;
}
