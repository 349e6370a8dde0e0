using System.Xml.Linq;

namespace PgCdc.Sdk.PackageTests;

public sealed class PackageContentTests(PackedFeed feed)
{
    public static TheoryData<string> Packages => [.. PackedFeed.Ids];

    [Fact]
    public void The_packages_are_those_that_are_meant() => Assert.Equal(
        PackedFeed.Ids.Select(id => $"{id}.{feed.Version}.nupkg").Order(StringComparer.Ordinal),
        Directory.EnumerateFiles(feed.Folder, "*.nupkg").Select(Path.GetFileName).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Packages))]
    public void A_package_brings_its_assembly_with_documentation_licence_readme_and_symbols(string id)
    {
        var entries = feed.EntriesOf(id);
        var assembly = $"lib/net10.0/{id}";
        Assert.Contains($"{assembly}.dll", entries);
        Assert.Contains($"{assembly}.xml", entries);
        Assert.Contains("README.md", entries);
        Assert.Single(entries, static entry => entry.StartsWith("lib/", StringComparison.Ordinal) && entry.EndsWith(".dll", StringComparison.Ordinal));
        Assert.Contains($"{assembly}.pdb", feed.EntriesOf(id, "snupkg"));

        var metadata = feed.MetadataOf(id);
        Assert.Equal("Apache-2.0", Value(metadata, "license"));
        Assert.Equal("expression", metadata.Elements().Single(static element => element.Name.LocalName == "license").Attribute("type")?.Value);
        Assert.Equal("README.md", Value(metadata, "readme"));
        Assert.False(string.IsNullOrWhiteSpace(Value(metadata, "description")));
        Assert.NotEqual("Package Description", Value(metadata, "description"));
    }

    [Fact]
    public void The_generator_and_the_code_fixes_travel_as_analyzers_and_not_as_libraries()
    {
        string[] components = ["PgCdc.Sdk.CodeFixes.dll", "PgCdc.Sdk.Generators.dll"];
        var found = PackedFeed.Ids.SelectMany(id => feed.EntriesOf(id)
            .Where(entry => entry.StartsWith("analyzers/", StringComparison.Ordinal) || components.Contains(Path.GetFileName(entry)))
            .Select(entry => $"{id}: {entry}"));

        // Nothing else: what Roslyn they need is the IDE's.
        Assert.Equal(components.Select(static component => $"PgCdc.Sdk: analyzers/dotnet/cs/{component}"), found.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("PgCdc.Sdk.Abstractions")]
    [InlineData(
        "PgCdc.Sdk",
        "Microsoft.Extensions.DependencyInjection.Abstractions", "Microsoft.Extensions.Diagnostics.Abstractions", "Microsoft.Extensions.Hosting.Abstractions",
        "Microsoft.Extensions.Logging.Abstractions", "Microsoft.Extensions.Options", "Npgsql", "PgCdc.Sdk.Abstractions", "Polly.Core")]
    [InlineData("PgCdc.Sdk.EntityFrameworkCore", "Npgsql.EntityFrameworkCore.PostgreSQL", "PgCdc.Sdk", "PgCdc.Sdk.Migrations")]
    [InlineData("PgCdc.Sdk.Migrations", "Microsoft.EntityFrameworkCore.Relational", "Npgsql.EntityFrameworkCore.PostgreSQL", "PgCdc.Sdk.Abstractions")]
    [InlineData("PgCdc.Sdk.NetTopologySuite", "NetTopologySuite.IO.PostGis", "PgCdc.Sdk")]
    [InlineData("PgCdc.Sdk.NodaTime", "NodaTime", "PgCdc.Sdk")]
    [InlineData("PgCdc.Sdk.Testing", "Npgsql", "Testcontainers.PostgreSql")]
    public void A_package_depends_on_what_it_needs_and_on_nothing_of_the_build(string id, params string[] expected) =>
        Assert.Equal(expected, Dependencies(id).Select(static dependency => dependency.Attribute("id")!.Value).Order(StringComparer.Ordinal));

    [Fact]
    public void Whoever_installs_the_EF_package_alone_gets_the_generator()
    {
        var sdk = Dependencies("PgCdc.Sdk.EntityFrameworkCore").Single(static dependency => dependency.Attribute("id")!.Value == "PgCdc.Sdk");

        Assert.DoesNotContain("Analyzers", sdk.Attribute("exclude")?.Value ?? "", StringComparison.OrdinalIgnoreCase);
        Assert.Equal(feed.Version, sdk.Attribute("version")!.Value);
    }

    [Fact]
    public void A_package_names_the_repository_where_there_is_one_to_name()
    {
        var config = Path.Combine(PackedFeed.Repository, ".git", "config");
        Assert.SkipUnless(
            File.Exists(config) && File.ReadAllText(config).Contains("url = https://", StringComparison.Ordinal),
            "This checkout has no remote on the web, so there is no address to name.");

        var repository = feed.MetadataOf("PgCdc.Sdk").Elements().Single(static element => element.Name.LocalName == "repository");
        Assert.False(string.IsNullOrWhiteSpace(repository.Attribute("url")?.Value));
        Assert.False(string.IsNullOrWhiteSpace(repository.Attribute("commit")?.Value));
    }

    private static string? Value(XElement metadata, string name) => metadata.Elements().SingleOrDefault(element => element.Name.LocalName == name)?.Value;

    private IEnumerable<XElement> Dependencies(string id) =>
        feed.MetadataOf(id).Descendants().Where(static element => element.Name.LocalName == "dependency");
}
