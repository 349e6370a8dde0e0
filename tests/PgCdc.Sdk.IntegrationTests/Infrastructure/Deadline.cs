namespace PgCdc.Sdk.IntegrationTests.Infrastructure;

/// <summary>How long a test waits for a signal before it fails. Generous: it is never waited out by a test that passes.</summary>
internal static class Deadline
{
    public static CancellationToken Token(int seconds = 60) => CancellationTokenSource
        .CreateLinkedTokenSource(TestContext.Current.CancellationToken, new CancellationTokenSource(TimeSpan.FromSeconds(seconds)).Token).Token;
}
