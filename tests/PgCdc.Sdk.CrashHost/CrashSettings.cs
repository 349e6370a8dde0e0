using System.Globalization;
using PgCdc.Sdk.CrashHost.Killing;

namespace PgCdc.Sdk.CrashHost;

/// <summary>What one run is told, as the arguments of its command line.</summary>
public sealed record CrashSettings
{
    public required string ConnectionString { get; init; }

    public required string Slot { get; init; }

    /// <summary>The number of the run, written beside every change it handles.</summary>
    public required int Run { get; init; }

    public required KillStep Step { get; init; }

    /// <summary>The how-many-eth passing of the step kills; for <see cref="KillStep.AnyMoment"/> the milliseconds.</summary>
    public required int Count { get; init; }

    /// <summary>How many transactions share a unit of work at most.</summary>
    public required int MaxTransactions { get; init; }

    /// <summary>Whether everything is checked before it streams.</summary>
    public required bool Validate { get; init; }

    /// <summary>Whether an observer watches the stream; with one, no transaction passes without a unit of work.</summary>
    public required bool Observe { get; init; }

    /// <summary>Where a run that nobody kills ends.</summary>
    public Lsn Until { get; init; }

    /// <exception cref="FormatException">These are not the arguments that <see cref="ToArguments"/> makes.</exception>
    public static CrashSettings Parse(string[] arguments) => arguments
        is [var connection, var slot, var run, var step, var count, var transactions, var validate, var observe, var until]
        ? new CrashSettings
        {
            ConnectionString = connection,
            Slot = slot,
            Run = int.Parse(run, CultureInfo.InvariantCulture),
            Step = Enum.Parse<KillStep>(step),
            Count = int.Parse(count, CultureInfo.InvariantCulture),
            MaxTransactions = int.Parse(transactions, CultureInfo.InvariantCulture),
            Validate = bool.Parse(validate),
            Observe = bool.Parse(observe),
            Until = Lsn.Parse(until),
        }
        : throw new FormatException("The crash tests start this program, and know its arguments.");

    public string[] ToArguments() =>
    [
        ConnectionString,
        Slot,
        Run.ToString(CultureInfo.InvariantCulture),
        $"{Step}",
        Count.ToString(CultureInfo.InvariantCulture),
        MaxTransactions.ToString(CultureInfo.InvariantCulture),
        $"{Validate}",
        $"{Observe}",
        $"{Until}",
    ];
}
