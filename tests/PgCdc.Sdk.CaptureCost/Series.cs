using System.Diagnostics;

namespace PgCdc.Sdk.CaptureCost;

/// <summary>The samples of every table and statement, and what they come to.</summary>
internal sealed class Series
{
    private readonly Dictionary<(string Table, string Statement), List<Sample>> _samples = [];

    public void Add(string table, string statement, Sample sample)
    {
        if (!_samples.TryGetValue((table, statement), out var samples))
        {
            _samples.Add((table, statement), samples = []);
        }

        samples.Add(sample);
    }

    public double Median(string table, string statement) => Median(_samples[(table, statement)].Select(sample => sample.Milliseconds));

    public double WalBytes(string table, string statement) => Median(_samples[(table, statement)].Select(sample => sample.WalBytes));

    /// <summary>The median of the rounds' ratios: a round's two samples stand side by side in time, so that the machine's moods cancel out.</summary>
    public double Ratio(string table, string statement)
        => Median(_samples[(table, statement)].Zip(_samples[(CostContext.Plain, statement)], (with, without) => with.Milliseconds / without.Milliseconds));

    public static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        Debug.Assert(sorted.Count > 0, "Nothing was measured.");

        return (sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2;
    }

    public static double Percentile(IReadOnlyCollection<double> values, double part) => values.Order().ElementAt((int)((values.Count - 1) * part));
}
