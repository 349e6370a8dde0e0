namespace PgCdc.Sdk.FuzzHost.Judging;

/// <summary>What a run came to.</summary>
/// <param name="Seed">Its seed.</param>
/// <param name="Iterations">How many inputs were fed.</param>
/// <param name="Outcomes">How they ended, by name.</param>
/// <param name="Changes">How many changes came out of them.</param>
/// <param name="Violation">What must not be, and where it can be seen again; <see langword="null"/> where there was nothing.</param>
internal sealed record FuzzReport(int Seed, long Iterations, IReadOnlyDictionary<string, long> Outcomes, long Changes, string? Violation)
{
    public override string ToString() =>
        $"seed={Seed} iterations={Iterations} changes={Changes} {string.Join(' ', Outcomes.OrderBy(static outcome => outcome.Key, StringComparer.Ordinal).Select(static outcome => $"{outcome.Key}={outcome.Value}"))}";
}
