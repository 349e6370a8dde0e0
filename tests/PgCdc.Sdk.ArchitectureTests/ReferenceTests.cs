using System.Reflection;
using PgCdc.Sdk.Checkpoints;

namespace PgCdc.Sdk.ArchitectureTests;

/// <summary>Who may know whom: arrows point one way (ARCHITECTURE.md).</summary>
public sealed class ReferenceTests
{
    /// <summary>Every arrow between the assemblies that are shipped; the generator travels inside the runtime's package.</summary>
    public static TheoryData<string, string[]> Arrows => new()
    {
        { "src/PgCdc.Sdk.Abstractions/PgCdc.Sdk.Abstractions.csproj", [] },
        { "src/PgCdc.Sdk/PgCdc.Sdk.csproj", ["PgCdc.Sdk.Abstractions", "PgCdc.Sdk.CodeFixes", "PgCdc.Sdk.Generators"] },
        { "src/PgCdc.Sdk.EntityFrameworkCore/PgCdc.Sdk.EntityFrameworkCore.csproj", ["PgCdc.Sdk", "PgCdc.Sdk.Migrations"] },
        { "src/PgCdc.Sdk.NodaTime/PgCdc.Sdk.NodaTime.csproj", ["PgCdc.Sdk"] },
        { "src/PgCdc.Sdk.NetTopologySuite/PgCdc.Sdk.NetTopologySuite.csproj", ["PgCdc.Sdk"] },
        { "src/PgCdc.Sdk.Testing/PgCdc.Sdk.Testing.csproj", [] },
        { "migrations/PgCdc.Sdk.Migrations/PgCdc.Sdk.Migrations.csproj", ["PgCdc.Sdk.Abstractions"] },
        { "generators/PgCdc.Sdk.CodeFixes/PgCdc.Sdk.CodeFixes.csproj", [] },
        { "generators/PgCdc.Sdk.Generators/PgCdc.Sdk.Generators.csproj", [] },
    };

    [Theory]
    [MemberData(nameof(Arrows))]
    public void A_project_references_what_the_house_allows(string project, string[] references) =>
        Assert.Equal(references, House.ReferencesOf(project, "ProjectReference"));

    [Fact]
    public void Every_shipped_project_is_in_the_table_of_arrows() => Assert.Equal(
        House.Projects.Where(static project => !project.StartsWith("tests/", StringComparison.Ordinal) && !project.StartsWith("samples/", StringComparison.Ordinal)),
        Arrows.Select(static row => row.Data.Item1).Order(StringComparer.Ordinal));

    [Fact]
    public void The_abstractions_depend_on_no_package() =>
        Assert.Empty(House.ReferencesOf("src/PgCdc.Sdk.Abstractions/PgCdc.Sdk.Abstractions.csproj", "PackageReference"));

    [Fact]
    public void The_abstractions_depend_on_no_assembly_but_the_frameworks() => Assert.All(
        NamesOf(typeof(Lsn).Assembly), static name => Assert.StartsWith("System.", name, StringComparison.Ordinal));

    [Fact]
    public void The_runtime_depends_on_Npgsql_Polly_and_the_hosts_abstractions_only() => Assert.All(
        House.ReferencesOf("src/PgCdc.Sdk/PgCdc.Sdk.csproj", "PackageReference"),
        static package => Assert.True(
            package is "Npgsql" or "Polly.Core" || package.StartsWith("Microsoft.Extensions.", StringComparison.Ordinal), package));

    [Fact]
    public void The_runtime_never_sees_EF() => Assert.DoesNotContain(
        NamesOf(typeof(IPgCdcMonitor).Assembly),
        static name => name.Contains("EntityFrameworkCore", StringComparison.Ordinal) || name.Contains("Migrations", StringComparison.Ordinal));

    [Fact]
    public void The_migrations_never_see_the_runtime() => Assert.DoesNotContain(
        "PgCdc.Sdk", NamesOf(Assembly.Load("PgCdc.Sdk.Migrations")));

    [Fact]
    public void The_generator_is_never_referenced_at_run_time() => Assert.All(
        [typeof(ICheckpointStore).Assembly, Assembly.Load("PgCdc.Sdk.Migrations"), Assembly.Load("PgCdc.Sdk.EntityFrameworkCore")],
        static assembly => Assert.Empty(NamesOf(assembly).Intersect(["PgCdc.Sdk.Generators", "PgCdc.Sdk.CodeFixes"])));

    /// <summary>
    /// The integration tests see the runtime's internals too: they break its connections where no user could. So does what feeds it damaged
    /// bytes.
    /// </summary>
    [Fact]
    public void Internals_are_visible_to_the_matching_tests_and_nobody_else() => Assert.All(
        House.Projects.Where(static project => !project.StartsWith("tests/", StringComparison.Ordinal)),
        static project => Assert.All(
            House.ReferencesOf(project, "InternalsVisibleTo"),
            friend => Assert.Contains(friend, (string[])[$"{Path.GetFileNameWithoutExtension(project)}.Tests", "PgCdc.Sdk.IntegrationTests", "PgCdc.Sdk.FuzzHost"])));

    [Fact]
    public void The_solution_lists_every_project()
    {
        var solution = House.Read("PgCdc.Sdk.sln").Replace('\\', '/');

        Assert.All(House.Projects, project => Assert.Contains($"\"{project}\"", solution, StringComparison.Ordinal));
    }

    [Fact]
    public void Package_versions_are_stated_once_for_all() => Assert.All(
        House.Projects, static project => Assert.All(
            House.Load(project).Descendants("PackageReference"), static package => Assert.Null(package.Attribute("Version"))));

    private static IEnumerable<string> NamesOf(Assembly assembly) => assembly.GetReferencedAssemblies().Select(static name => name.Name!);
}
