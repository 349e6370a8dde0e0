using System.Text.RegularExpressions;

namespace PgCdc.Sdk.Generators.Tests.Harness;

/// <summary>
/// Compares texts with files in Verify's naming: <c>Class.Test#File.verified.cs</c>. What differs is left beside it as
/// <c>.received.cs</c>; accept it by renaming it, or all at once by running the tests with PGCDC_ACCEPT_SNAPSHOTS=1.
/// </summary>
internal static partial class Snapshot
{
    private static readonly bool AcceptsAll = Environment.GetEnvironmentVariable("PGCDC_ACCEPT_SNAPSHOTS") == "1";

    public static void Compare(string testFile, string test, IReadOnlyDictionary<string, string> files)
    {
        var folder = Path.Combine(Path.GetDirectoryName(testFile)!, "Snapshots");
        var prefix = $"{Path.GetFileNameWithoutExtension(testFile)}.{test}#";
        var expected = Directory.GetFiles(folder, prefix + "*.verified.cs").Select(Path.GetFileName).ToHashSet();
        var wrong = new List<string>();
        foreach (var (hintName, text) in files)
        {
            var name = prefix + hintName[..^".cs".Length];
            var verified = Path.Combine(folder, name + ".verified.cs");
            var received = Path.Combine(folder, name + ".received.cs");
            var actual = Version().Replace(text, "\"{version}\"");
            expected.Remove(name + ".verified.cs");
            File.Delete(received);
            if (!File.Exists(verified) || File.ReadAllText(verified).ReplaceLineEndings("\n") != actual)
            {
                File.WriteAllText(AcceptsAll ? verified : received, actual);
                wrong.Add(name);
            }
        }

        Assert.True(AcceptsAll || wrong.Count == 0, $"Differs from its snapshot: {string.Join(", ", wrong)}");
        Assert.True(expected.Count == 0, $"No longer generated; delete the snapshot: {string.Join(", ", expected)}");
    }

    [GeneratedRegex("(?<=GeneratedCode\\(\"PgCdc.Sdk.Generators\", )\"[^\"]+\"")]
    private static partial Regex Version();
}
