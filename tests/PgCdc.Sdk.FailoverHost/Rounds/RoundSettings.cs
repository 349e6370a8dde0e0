using System.Globalization;

namespace PgCdc.Sdk.FailoverHost.Rounds;

/// <summary>What a run of rounds is told.</summary>
public sealed record RoundSettings
{
    public const string Command = "rounds";

    public int Rounds { get; init; } = 20;

    /// <summary>The server's major version; unset, the one found first.</summary>
    public int? Version { get; init; }

    /// <summary>Where chance begins. What the operating system and the servers do with it is theirs.</summary>
    public int Seed { get; init; } = Random.Shared.Next();

    /// <exception cref="FormatException">An argument is unknown or has no number.</exception>
    public static RoundSettings Parse(IReadOnlyList<string> arguments)
    {
        var settings = new RoundSettings();
        for (var index = 0; index < arguments.Count; index += 2)
        {
            if (index + 1 == arguments.Count || !int.TryParse(arguments[index + 1], CultureInfo.InvariantCulture, out var number))
            {
                throw new FormatException($"{arguments[index]} needs a number.");
            }

            settings = arguments[index] switch
            {
                "--rounds" when number > 0 => settings with { Rounds = number },
                "--version" => settings with { Version = number },
                "--seed" => settings with { Seed = number },
                _ => throw new FormatException($"'{arguments[index]} {number}' is not known: --rounds N, --version 15|16|17|18 and --seed S are."),
            };
        }

        return settings;
    }
}
