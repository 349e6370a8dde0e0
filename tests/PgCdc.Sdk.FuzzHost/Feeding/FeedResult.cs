namespace PgCdc.Sdk.FuzzHost.Feeding;

/// <summary>What feeding frames led to.</summary>
/// <param name="Changes">The changes that handlers were given.</param>
/// <param name="Sum">What they were given, as a number.</param>
/// <param name="Failure">What ended it early; <see langword="null"/> where all was read.</param>
/// <param name="Positions">The positions of which one must be in the failure's message.</param>
internal sealed record FeedResult(int Changes, int Sum, Exception? Failure, IReadOnlyList<Lsn> Positions)
{
    /// <summary>The same for the same bytes, wherever in memory they lie.</summary>
    public string Fingerprint => $"{Changes} {Sum} {Failure?.GetType().Name} {Failure?.Message}";
}
