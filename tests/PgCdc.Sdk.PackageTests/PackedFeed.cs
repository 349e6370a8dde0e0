using System.IO.Compression;
using System.Xml.Linq;

[assembly: AssemblyFixture(typeof(PgCdc.Sdk.PackageTests.PackedFeed))]

namespace PgCdc.Sdk.PackageTests;

/// <summary>
/// All packages, packed once, with a version that never was before. Nothing is written into the repository: its own build may be
/// going on, and a folder where nothing has been built yet shows whether the order of the builds is right.
/// </summary>
public sealed class PackedFeed : IAsyncLifetime
{
    public static readonly string[] Ids =
    [
        "PgCdc.Sdk", "PgCdc.Sdk.Abstractions", "PgCdc.Sdk.EntityFrameworkCore", "PgCdc.Sdk.Migrations", "PgCdc.Sdk.NetTopologySuite",
        "PgCdc.Sdk.NodaTime", "PgCdc.Sdk.Testing",
    ];

    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("pgcdc-packages-");

    public string Version { get; } = $"0.0.0-test.{Guid.NewGuid().ToString("N")[..12]}";

    /// <summary>Where the packages lie.</summary>
    public string Folder => Path.Combine(_root.FullName, "feed");

    /// <summary>A place for projects that use them.</summary>
    public string Consumers => Path.Combine(_root.FullName, "consumers");

    public static string Repository { get; } = FindRepository();

    public async ValueTask InitializeAsync()
    {
        Directory.CreateDirectory(Folder);
        Directory.CreateDirectory(Consumers);
        // One evaluation for all, so that each project is built once.
        var projects = string.Join(
            Environment.NewLine,
            Directory.EnumerateFiles(Repository, "*.csproj", SearchOption.AllDirectories)
                .Where(static path => File.ReadAllText(path).Contains("<IsPackable>true</IsPackable>", StringComparison.Ordinal))
                .Select(static path => $"""    <Packed Include="{path}" />"""));
        var traversal = Path.Combine(_root.FullName, "pack.proj");
        await File.WriteAllTextAsync(
            traversal,
            $"""
            <Project DefaultTargets="Pack">
              <ItemGroup>
            {projects}
              </ItemGroup>
              <Target Name="Restore"><MSBuild Projects="@(Packed)" Targets="Restore" Properties="MSBuildRestoreSessionId=$([System.Guid]::NewGuid())" /></Target>
              <Target Name="Pack"><MSBuild Projects="@(Packed)" Targets="Pack" BuildInParallel="true" /></Target>
            </Project>
            """);
        await Shell.DotnetAsync(
            Repository, "msbuild", traversal, "-restore", "-nologo", "-verbosity:quiet", "-maxcpucount",
            "-property:Configuration=Release", $"-property:Version={Version}", $"-property:PackageOutputPath={Folder}",
            $"-property:ArtifactsPath={Path.Combine(_root.FullName, "artifacts")}", "-property:UseArtifactsOutput=true");
    }

    public ValueTask DisposeAsync()
    {
        _root.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }

    public string PathOf(string id, string extension = "nupkg") => Path.Combine(Folder, $"{id}.{Version}.{extension}");

    public IReadOnlyList<string> EntriesOf(string id, string extension = "nupkg")
    {
        using var package = ZipFile.OpenRead(PathOf(id, extension));
        return [.. package.Entries.Select(static entry => entry.FullName)];
    }

    public XElement MetadataOf(string id)
    {
        using var package = ZipFile.OpenRead(PathOf(id));
        using var nuspec = package.GetEntry($"{id}.nuspec")!.Open();
        return XDocument.Load(nuspec).Root!.Elements().Single(static element => element.Name.LocalName == "metadata");
    }

    private static string FindRepository()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "PgCdc.Sdk.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException("These tests pack the repository that they were built in, and it is not above them.");
    }
}
