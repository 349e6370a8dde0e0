using System.Text.RegularExpressions;

namespace PgCdc.Sdk.PackageTests;

public sealed partial class ReadmeTests(PackedFeed feed)
{
    [Fact]
    public async Task The_quick_start_of_the_readme_builds_without_a_warning()
    {
        var readme = await File.ReadAllTextAsync(Path.Combine(PackedFeed.Repository, "README.md"), TestContext.Current.CancellationToken);
        var quickStart = Assert.Single(CSharpBlock().Matches(readme)).Groups[1].Value;

        var project = new ConsumerProject(feed, "Readme");
        // A quick start is one file without a namespace; whoever asks the analyzers for more has more files.
        await project.WriteAsync($"#pragma warning disable CA1050{Environment.NewLine}{quickStart}", ["PgCdc.Sdk", "PgCdc.Sdk.EntityFrameworkCore"]);
        await project.BuildAsync();
    }

    [Fact]
    public async Task The_readme_is_short()
    {
        var lines = await File.ReadAllLinesAsync(Path.Combine(PackedFeed.Repository, "README.md"), TestContext.Current.CancellationToken);
        Assert.InRange(lines.Length, 1, 150);
    }

    [GeneratedRegex("```csharp\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex CSharpBlock();
}
