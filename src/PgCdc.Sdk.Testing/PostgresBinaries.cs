using System.Globalization;
using System.Text.RegularExpressions;

namespace PgCdc.Sdk.Testing;

/// <summary>A folder with PostgreSQL's server programs (<c>initdb</c>, <c>postgres</c>) and what it is.</summary>
public sealed partial class PostgresBinaries
{
    /// <summary>The environment variable that points at one folder, which then comes before all others.</summary>
    public const string FolderVariable = "PGCDC_PG_BIN";

    /// <summary>The environment variable that lists more folders (separated as in PATH), for tests on several versions.</summary>
    public const string FoldersVariable = "PGCDC_PG_BINS";

    /// <summary>The oldest major version that can be used.</summary>
    public const int OldestVersion = 15;

    private PostgresBinaries(string directory, int version, string fullVersion)
    {
        Directory = directory;
        Version = version;
        FullVersion = fullVersion;
    }

    /// <summary>The folder, symbolic links resolved.</summary>
    public string Directory { get; }

    /// <summary>The major version, for example 17.</summary>
    public int Version { get; }

    /// <summary>The version as the server prints it, for example <c>17.10</c>.</summary>
    public string FullVersion { get; }

    /// <summary>
    /// Every installation found, without repeats, the one to prefer first: <c>PGCDC_PG_BIN</c>, PATH, <c>pg_config --bindir</c>,
    /// the places of the distributions, of Homebrew and of the installers (newest first), and last <c>PGCDC_PG_BINS</c>.
    /// </summary>
    /// <exception cref="PostgresServerException">A folder named by one of the two variables has no usable server.</exception>
    public static IReadOnlyList<PostgresBinaries> FindAll() => [.. Search().DistinctBy(found => found.Directory)];

    /// <summary>The installation to prefer, or the first of a major version; <see langword="null"/> if there is none.</summary>
    /// <param name="version">The major version wanted; unset, any.</param>
    /// <exception cref="PostgresServerException">A folder named by one of the two variables has no usable server.</exception>
    public static PostgresBinaries? Find(int? version = null) =>
        Search().FirstOrDefault(found => version is null || found.Version == version);

    /// <summary>The installation in one folder.</summary>
    /// <param name="directory">The folder that holds <c>initdb</c> and <c>postgres</c>.</param>
    /// <exception cref="PostgresServerException">The folder has no usable server, or one older than <see cref="OldestVersion"/>.</exception>
    public static PostgresBinaries At(string directory)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(directory);
        PostgresBinaries found = TryAt(directory)
            ?? throw new PostgresServerException(
                $"The folder '{directory}' has no PostgreSQL server that runs: it must hold the programs initdb and postgres.");
        return found.Version >= OldestVersion
            ? found
            : throw new PostgresServerException(
                $"The folder '{directory}' holds PostgreSQL {found.FullVersion}; version {OldestVersion} or later is needed.");
    }

    /// <summary>The path of one of the programs.</summary>
    internal string Program(string name) => Path.Combine(Directory, ExecutableName(name));

    /// <summary>Reads <c>postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)</c>.</summary>
    internal static (int Major, string Full)? ParseVersion(string? printed) =>
        printed is not null && VersionPattern().Match(printed) is { Success: true } match
            ? (int.Parse(match.Groups["major"].ValueSpan, CultureInfo.InvariantCulture), match.Groups["full"].Value)
            : null;

    private static IEnumerable<PostgresBinaries> Search()
    {
        foreach (string directory in FoldersOf(FolderVariable))
        {
            yield return At(directory);
        }

        IEnumerable<string> places = FoldersOf("PATH").Concat(PgConfigFolder()).Concat(WellKnownFolders());
        foreach (PostgresBinaries found in places.Select(TryAt).OfType<PostgresBinaries>())
        {
            if (found.Version >= OldestVersion)
            {
                yield return found;
            }
        }

        foreach (string directory in FoldersOf(FoldersVariable))
        {
            yield return At(directory);
        }
    }

    private static PostgresBinaries? TryAt(string directory)
    {
        string postgres = Path.Combine(directory, ExecutableName("postgres"));
        if (!File.Exists(postgres))
        {
            return null;
        }

        // A folder of links (/usr/local/bin) is not the installation: the libraries lie beside the real programs.
        string real = File.ResolveLinkTarget(postgres, returnFinalTarget: true)?.FullName ?? Path.GetFullPath(postgres);
        string folder = Path.GetDirectoryName(real)!;
        return File.Exists(Path.Combine(folder, ExecutableName("initdb"))) && ParseVersion(Command.TryAsk(real, "--version")) is var (major, full)
            ? new PostgresBinaries(folder, major, full)
            : null;
    }

    private static string[] FoldersOf(string variable) =>
        (Environment.GetEnvironmentVariable(variable) ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static IEnumerable<string> PgConfigFolder() =>
        Command.TryAsk("pg_config", "--bindir") is { Length: > 0 } folder ? [folder] : [];

    private static IEnumerable<string> WellKnownFolders()
    {
        (string Parent, string Pattern)[] places = OperatingSystem.IsWindows()
            ? [(Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.ProgramFiles), "PostgreSQL"), "*")]
            :
            [
                ("/usr/lib/postgresql", "*"),
                ("/usr", "pgsql-*"),
                ("/usr/libexec", "postgresql*"),
                ("/opt/homebrew/opt", "postgresql*"),
                ("/usr/local/opt", "postgresql*"),
                ("/home/linuxbrew/.linuxbrew/opt", "postgresql*"),
                ("/Applications/Postgres.app/Contents/Versions", "*"),
            ];
        return
            from place in places
            where System.IO.Directory.Exists(place.Parent)
            from home in System.IO.Directory.EnumerateDirectories(place.Parent, place.Pattern)
            orderby TrailingNumber(home) descending
            from folder in new[] { Path.Combine(home, "bin"), home }
            select folder;
    }

    private static double TrailingNumber(string path) =>
        double.TryParse(TrailingNumberPattern().Match(path).ValueSpan, CultureInfo.InvariantCulture, out double number) ? number : 0;

    private static string ExecutableName(string name) => OperatingSystem.IsWindows() ? name + ".exe" : name;

    [GeneratedRegex(@"\(PostgreSQL\) (?<full>(?<major>\d+)\S*)")]
    private static partial Regex VersionPattern();

    [GeneratedRegex(@"\d+(\.\d+)?$")]
    private static partial Regex TrailingNumberPattern();
}
