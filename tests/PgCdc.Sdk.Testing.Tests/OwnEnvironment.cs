namespace PgCdc.Sdk.Testing.Tests;

/// <summary>Environment variables set for the length of a test, for tests that run alone.</summary>
[CollectionDefinition(nameof(OwnEnvironment), DisableParallelization = true)]
public sealed class OwnEnvironment : IDisposable
{
    private readonly List<(string Name, string? Value)> _before = [];

    internal OwnEnvironment(params IReadOnlyList<(string Name, string? Value)> variables)
    {
        foreach ((string name, string? value) in variables)
        {
            _before.Add((name, Environment.GetEnvironmentVariable(name)));
            Environment.SetEnvironmentVariable(name, value);
        }
    }

    public void Dispose()
    {
        foreach ((string name, string? value) in Enumerable.Reverse(_before))
        {
            Environment.SetEnvironmentVariable(name, value);
        }
    }
}
