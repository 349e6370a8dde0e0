namespace PgCdc.Sdk.PackageTests;

/// <summary>A new project outside of the repository that knows the packages and nothing else of it.</summary>
internal sealed class ConsumerProject(PackedFeed feed, string name)
{
    private readonly string _folder = Path.Combine(feed.Consumers, name);

    public async Task WriteAsync(string program, params IEnumerable<string> packages)
    {
        Directory.CreateDirectory(_folder);
        var references = string.Join(Environment.NewLine, packages.Select(id => $"""    <PackageReference Include="{id}" Version="{feed.Version}" />"""));
        await WriteAsync(
            $"{name}.csproj",
            $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <Nullable>enable</Nullable>
                <ImplicitUsings>enable</ImplicitUsings>
                <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
                <AnalysisLevel>latest-recommended</AnalysisLevel>
                <!-- A partial package mirror may serve a neighbouring version. -->
                <WarningsNotAsErrors>NU1603</WarningsNotAsErrors>
              </PropertyGroup>
              <ItemGroup>
            {references}
                <PackageReference Include="Microsoft.Extensions.Hosting" Version="10.0.10" />
              </ItemGroup>
            </Project>
            """);
        await WriteAsync("Program.cs", program);
        // The feed is added to the sources of the machine. What is unpacked of it goes with the folder; what the machine has is used.
        await WriteAsync(
            "NuGet.config",
            $"""
            <configuration>
              <packageSources><add key="packed" value="{feed.Folder}" /></packageSources>
              <config><add key="globalPackagesFolder" value="{Path.Combine(_folder, "packages")}" /></config>
              <fallbackPackageFolders><add key="machine" value="{MachinePackages()}" /></fallbackPackageFolders>
            </configuration>
            """);
        // Whatever lies above the folder for temporary files is not this project's business.
        foreach (var file in (string[])["Directory.Build.props", "Directory.Build.targets", "Directory.Packages.props"])
        {
            await WriteAsync(file, "<Project />");
        }
    }

    /// <summary>Restores and builds.</summary>
    public async Task BuildAsync() => await Shell.DotnetAsync(_folder, "build", "--configuration", "Release", "--output", "out", "-verbosity:quiet", "-nologo");

    /// <summary>Runs it to an exit code of 0.</summary>
    /// <returns>What it printed.</returns>
    public Task<string> RunAsync(params IEnumerable<string> arguments) =>
        Shell.DotnetAsync(_folder, [Path.Combine(_folder, "out", $"{name}.dll"), .. arguments]);

    private static string MachinePackages()
    {
        var folder = Environment.GetEnvironmentVariable("NUGET_PACKAGES") is { Length: > 0 } set
            ? set
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        // A fallback folder must exist.
        return Directory.CreateDirectory(folder).FullName;
    }

    private Task WriteAsync(string file, string text) => File.WriteAllTextAsync(Path.Combine(_folder, file), text, TestContext.Current.CancellationToken);
}
