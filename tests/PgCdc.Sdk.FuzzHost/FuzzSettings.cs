using System.Globalization;

namespace PgCdc.Sdk.FuzzHost;

/// <summary>What the command line asks for.</summary>
internal sealed record FuzzSettings(int Seconds, int Seed, string? Replay)
{
    public const string Usage = "Usage: fuzz [--seconds N] [--seed S] | --replay FILE";

    public const string Folder = "artifacts/fuzz";

    private const int DefaultSeconds = 300;

    /// <exception cref="FormatException">The arguments are none that are known.</exception>
    public static FuzzSettings Parse(IReadOnlyList<string> arguments)
    {
        var settings = new FuzzSettings(DefaultSeconds, Random.Shared.Next(), null);
        for (var index = 0; index < arguments.Count; index += 2)
        {
            if (index + 1 == arguments.Count)
            {
                throw new FormatException($"{arguments[index]} needs a value. {Usage}");
            }

            var value = arguments[index + 1];
            settings = arguments[index] switch
            {
                "--seconds" => settings with { Seconds = Number(value) },
                "--seed" => settings with { Seed = Number(value) },
                "--replay" => settings with { Replay = value },
                var other => throw new FormatException($"'{other}' is not known. {Usage}"),
            };
        }

        return settings;
    }

    private static int Number(string value) => int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        ? number
        : throw new FormatException($"'{value}' is no number. {Usage}");
}
