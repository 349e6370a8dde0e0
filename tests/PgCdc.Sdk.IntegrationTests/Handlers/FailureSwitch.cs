namespace PgCdc.Sdk.IntegrationTests.Handlers;

/// <summary>How often a handler shall still fail.</summary>
internal sealed class FailureSwitch(int failures)
{
    private int _left = failures;

    public bool Take() => Interlocked.Decrement(ref _left) >= 0;
}
