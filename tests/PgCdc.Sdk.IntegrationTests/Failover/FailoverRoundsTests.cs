using PgCdc.Sdk.FailoverHost.Rounds;
using PgCdc.Sdk.Testing;

namespace PgCdc.Sdk.IntegrationTests.Failover;

/// <summary>A short run of what <c>eng/failover.sh</c> runs at length.</summary>
[Trait("Needs", "Postgres")]
public sealed class FailoverRoundsTests(ITestOutputHelper output)
{
    private const int Rounds = 4;

    [Theory]
    [InlineData(15)]
    [InlineData(18)]
    public async Task Failovers_lose_nothing_double_nothing_and_tell_every_phantom(int version)
    {
        Assert.SkipWhen(PostgresBinaries.Find(version) is null, $"No binaries of PostgreSQL {version} were found (PATH, {PostgresBinaries.FoldersVariable}).");

        var verdict = await FailoverRounds.RunAsync(new RoundSettings { Rounds = Rounds, Version = version }, output.WriteLine);

        output.WriteLine($"{verdict}");
        Assert.True(verdict.IsRight, string.Join(Environment.NewLine, verdict.Trail.Prepend($"{verdict}")));
        Assert.True(verdict.Transactions > 50, $"only {verdict.Transactions} transactions");
    }
}
