namespace PgCdc.Sdk.Generators.Emitting;

/// <summary>Hands out member names, each once.</summary>
internal sealed class NameScope
{
    private readonly HashSet<string> _taken;

    public NameScope(params IEnumerable<string> taken) => _taken = new HashSet<string>(taken, StringComparer.Ordinal);

    /// <summary>The wished name, or with the suffix as often as it takes to be free.</summary>
    public string Take(string wish, string suffix)
    {
        while (!_taken.Add(wish))
        {
            wish += suffix;
        }

        return wish;
    }
}
