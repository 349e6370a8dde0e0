using System.Globalization;

namespace PgCdc.Sdk.FailoverHost.Consuming;

/// <summary>What one life of the consumer is told, as the arguments of its command line.</summary>
public sealed record ConsumerSettings
{
    public const string Command = "consumer";

    public required string Source { get; init; }

    public required string Sink { get; init; }

    /// <summary>The number of the life.</summary>
    public required int Run { get; init; }

    /// <exception cref="FormatException">These are not the arguments that <see cref="ToArguments"/> makes.</exception>
    public static ConsumerSettings Parse(string[] arguments) => arguments is [Command, var source, var sink, var run]
        ? new ConsumerSettings { Source = source, Sink = sink, Run = int.Parse(run, CultureInfo.InvariantCulture) }
        : throw new FormatException("The failover rounds start the consumer, and know its arguments.");

    public string[] ToArguments() => [Command, Source, Sink, Run.ToString(CultureInfo.InvariantCulture)];
}
