namespace PgCdc.Sdk.IntegrationTests.Samples;

/// <summary>What a process left: its exit code and its words.</summary>
internal sealed record FinishedRun(int ExitCode, string Output, string Errors)
{
    public override string ToString() =>
        $"exit code {ExitCode}{Environment.NewLine}{string.Join('\n', Output.Split('\n').TakeLast(30))}{Environment.NewLine}{Errors}";
}
