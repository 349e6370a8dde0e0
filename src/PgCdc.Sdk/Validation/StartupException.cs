using System.Text;

namespace PgCdc.Sdk;

/// <summary>Everything that a consumer lacks, in one report.</summary>
public sealed class StartupException : PgCdcException
{
    internal StartupException(string consumer, IReadOnlyList<StartupProblem> problems)
        : base(Report(consumer, problems)) => Problems = problems;

    /// <summary>What is wrong, with what mends it.</summary>
    public IReadOnlyList<StartupProblem> Problems { get; }

    /// <summary>Whether all that is wrong is that columns are missing, which a migration may still bring.</summary>
    public bool IsColumnMissing => Problems.Count > 0 && Problems.All(static problem => problem.IsColumnMissing);

    private static string Report(string consumer, IReadOnlyList<StartupProblem> problems)
    {
        var report = new StringBuilder();
        report.Append("Consumer \"").Append(consumer).Append("\" cannot start; ")
            .Append(problems.Count == 1 ? "one thing is wrong:" : $"{problems.Count} things are wrong:");
        for (var index = 0; index < problems.Count; index++)
        {
            report.AppendLine().Append("  ").Append(index + 1).Append(". ").Append(problems[index].What)
                .AppendLine().Append("     Mend: ").Append(problems[index].Mend);
        }

        return report.ToString();
    }
}
