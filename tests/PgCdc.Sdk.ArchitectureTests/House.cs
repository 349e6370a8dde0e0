using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace PgCdc.Sdk.ArchitectureTests;

/// <summary>The repository as files: projects, sources, the types they declare.</summary>
internal static partial class House
{
    public static string Root { get; } = FindRoot();

    /// <summary>Every project file, from the root, with forward slashes.</summary>
    public static IReadOnlyList<string> Projects { get; } = Files("*.csproj", "src", "migrations", "generators", "samples", "tests");

    /// <summary>The sources of what is shipped; those that tools write are not ours to judge.</summary>
    public static IReadOnlyList<string> Sources { get; } = Files("*.cs", "src", "migrations", "generators");

    public static XDocument Load(string project) => XDocument.Load(Path.Combine(Root, project));

    public static IReadOnlyList<string> ReferencesOf(string project, string item) =>
    [
        .. Load(project).Descendants(item).Select(static element => element.Attribute("Include")!.Value.Replace('\\', '/'))
            .Select(static include => include.EndsWith(".csproj", StringComparison.Ordinal) ? Path.GetFileNameWithoutExtension(include) : include)
            .Order(StringComparer.Ordinal),
    ];

    public static string Read(string source) => File.ReadAllText(Path.Combine(Root, source));

    /// <summary>A source without comments and raw strings: what the compiler sees of names.</summary>
    public static string CodeOf(string source) => Comments().Replace(RawStrings().Replace(Read(source), "\"\""), "");

    /// <summary>The names of the types that a source declares beside each other.</summary>
    public static IReadOnlyList<string> TypesOf(string source) => [.. Types().Matches(CodeOf(source)).Select(static match => match.Groups["name"].Value)];

    private static List<string> Files(string pattern, params IEnumerable<string> folders) =>
    [
        .. folders.Select(static folder => Path.Combine(Root, folder))
            .Where(Directory.Exists)
            .SelectMany(folder => Directory.EnumerateFiles(folder, pattern, SearchOption.AllDirectories))
            .Select(static file => Path.GetRelativePath(Root, file).Replace('\\', '/'))
            .Where(static file => !file.Contains("/obj/", StringComparison.Ordinal) && !file.Contains("/bin/", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal),
    ];

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "PgCdc.Sdk.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException($"No PgCdc.Sdk.sln above {AppContext.BaseDirectory}.");
    }

    [GeneratedRegex("\"{3,}.*?\"{3,}", RegexOptions.Singleline)]
    private static partial Regex RawStrings();

    [GeneratedRegex("//.*$", RegexOptions.Multiline)]
    private static partial Regex Comments();

    [GeneratedRegex(
        @"^(?:(?:public|internal|file|sealed|abstract|static|partial|readonly|ref|unsafe)\s+)*(?:class|struct|record\s+struct|record\s+class|record|interface|enum|delegate\s+[\w<>?\[\]]+)\s+(?<name>\w+)",
        RegexOptions.Multiline)]
    private static partial Regex Types();
}
