using System.Reflection;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using PgCdc.Sdk.Generators.Diagnostics;

namespace PgCdc.Sdk.Generators.Tests;

/// <summary>A rule is a promise to users: it has a page, a release row, and an id that stays.</summary>
public sealed class RuleDocumentationTests
{
    private static readonly DiagnosticDescriptor[] Descriptors =
    [
        .. typeof(Rules).GetFields(BindingFlags.Public | BindingFlags.Static).Select(static field => field.GetValue(null)).OfType<DiagnosticDescriptor>(),
    ];

    private static readonly string[] Headings = ["\n## Cause\n", "\n## Example\n", "\n## Mend\n"];

    private static readonly string Root = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(ThisFile())!, "..", ".."));

    /// <summary>An id is never used again.</summary>
    private static readonly string[] Retired = ["PGCDC0025", "PGCDC0027"];

    [Fact]
    public void Ids_are_consecutive_and_unique() => Assert.Equal(
        Enumerable.Range(1, Descriptors.Length + Retired.Length).Select(static number => $"PGCDC{number:0000}").Except(Retired),
        Descriptors.Select(static descriptor => descriptor.Id));

    [Fact]
    public void Every_rule_has_a_page_with_cause_example_and_mend() => Assert.All(Descriptors, static descriptor =>
    {
        Assert.EndsWith($"/docs/rules/{descriptor.Id}.md", descriptor.HelpLinkUri, StringComparison.Ordinal);
        var page = File.ReadAllText(Path.Combine(Root, "docs", "rules", descriptor.Id + ".md"));
        Assert.StartsWith($"# {descriptor.Id}: {descriptor.Title.ToString(System.Globalization.CultureInfo.InvariantCulture)}\n", page, StringComparison.Ordinal);
        Assert.Contains($"Severity: {Severity(descriptor)}", page, StringComparison.Ordinal);
        Assert.All(Headings, heading => Assert.Contains(heading, page, StringComparison.Ordinal));
    });

    [Fact]
    public void Every_page_has_a_rule() => Assert.Equal(
        Descriptors.Select(static descriptor => descriptor.Id),
        Directory.GetFiles(Path.Combine(Root, "docs", "rules"), "PGCDC*.md").Select(Path.GetFileNameWithoutExtension).Order(StringComparer.Ordinal));

    [Fact]
    public void Every_rule_is_in_the_list() => Assert.All(Descriptors, static descriptor =>
        Assert.Contains($"| [{descriptor.Id}]({descriptor.Id}.md) | {Severity(descriptor)} |", File.ReadAllText(Path.Combine(Root, "docs", "rules", "README.md")), StringComparison.Ordinal));

    [Fact]
    public void Every_rule_has_a_release_row()
    {
        var folder = Path.Combine(Root, "generators", "PgCdc.Sdk.Generators");
        var rows = File.ReadAllLines(Path.Combine(folder, "AnalyzerReleases.Shipped.md")).Concat(File.ReadAllLines(Path.Combine(folder, "AnalyzerReleases.Unshipped.md"))).ToArray();

        Assert.All(Descriptors, descriptor =>
            Assert.Contains(rows, row => row.StartsWith($"{descriptor.Id} | {descriptor.Category} | {descriptor.DefaultSeverity} | ", StringComparison.Ordinal)));
    }

    [Fact]
    public void Every_rule_is_tested() => Assert.Empty(Descriptors
        .Select(static descriptor => descriptor.Id)
        .Except(DiagnosticCases.All.Values.Select(static @case => @case.Id))
        .Except([Rules.DecoderMissing.Id]) // needs a second assembly: ReferencedAssemblyTests
        .Except([Rules.UnsentRead.Id])); // an analyzer's: UnsentReadTests

    private static string Severity(DiagnosticDescriptor descriptor) => descriptor.DefaultSeverity.ToString().ToLowerInvariant();

    private static string ThisFile([CallerFilePath] string path = "") => path;
}
