namespace PgCdc.Sdk.IntegrationTests.Decoding;

/// <summary>Every expression whose value the tests compare.</summary>
internal static class AllSamples
{
    private static readonly TheoryData<string, string>[] Compared =
    [
        ScalarSamples.All,
        CollectionSamples.All,
        RangeSamples.All,
        GeometrySamples.All,
        TextSearchSamples.All,
        DifferenceSamples.OnlyNpgsqlReads,
    ];

    /// <summary>Those of types that every server has.</summary>
    public static IEnumerable<string> Expressions => Compared
        .SelectMany(static samples => samples.Select(static sample => sample.Data.Item2))
        .Concat(DifferenceSamples.OnlyWeRead.Select(static sample => sample.Data.Item2))
        .Concat(CompositeSamples.Parts.Concat(CompositeSamples.Pairs).Select(static sample => sample.Data))
        .Concat(DifferenceSamples.ObjectNumbers.Select(static sample => sample.Data))
        .Distinct(StringComparer.Ordinal);

    /// <summary>Those of types that extensions bring.</summary>
    public static IEnumerable<string> OfExtensions =>
        ExtensionSamples.All.Select(static sample => sample.Data.Item2).Distinct(StringComparer.Ordinal);
}
