using System.Globalization;
using PgCdc.Sdk;
using QuickStart.Shop;

namespace QuickStart.Demo;

/// <summary>The command line, and the environment variables that a server elsewhere needs.</summary>
internal sealed record DemoSettings
{
    public const string Usage =
        """
        QuickStart: a small shop whose read model is kept by change data capture.

          --seconds N   write for N seconds (default 15), then compare the read model with the source
          --crash       kill the process in the middle; the next run resumes
          --failover    crash a primary in the middle and promote its standby (needs installed PostgreSQL programs)
          --keep-slot   leave the replication slot and the checkpoint for a later run

        PGCDC_DSN leads to a server of yours; without it a throw-away one is started.
        PGCDC_SLOT and PGCDC_PUBLICATION name the slot and the publication, PGCDC_VERBOSE=1 prints each change.
        """;

    public string ConnectionString { get; init; } = "";

    public TimeSpan Duration { get; init; } = TimeSpan.FromSeconds(15);

    public bool Crash { get; init; }

    public bool Failover { get; init; }

    public bool KeepSlot { get; init; }

    public string Slot { get; } = Variable("SLOT") ?? "test_slot";

    public string Publication { get; } = Variable("PUBLICATION") ?? ShopOptions.Publication;

    public bool IsVerbose { get; } = Variable("VERBOSE")?.ToLowerInvariant() is "1" or "true" or "yes";

    /// <exception cref="FormatException">An argument is unknown or has no good value.</exception>
    public static DemoSettings Parse(string[] args)
    {
        var settings = new DemoSettings();
        for (var index = 0; index < args.Length; index++)
        {
            settings = args[index] switch
            {
                "--seconds" when index + 1 < args.Length
                    && int.TryParse(args[++index], NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds > 0
                    => settings with { Duration = TimeSpan.FromSeconds(seconds) },
                "--crash" => settings with { Crash = true },
                "--failover" => settings with { Failover = true },
                "--keep-slot" => settings with { KeepSlot = true },
                var other => throw new FormatException($"'{other}' is not understood.\n\n{Usage}"),
            };
        }

        return settings;
    }

    /// <summary>What the environment says of the consumer.</summary>
    public void Apply(PgCdcBuilder cdc)
    {
        cdc.Configure(options =>
        {
            options.SlotName = Slot;
            options.PublicationName = Publication;
            options.IdleCheckpointInterval = TimeSpan.FromSeconds(1);
            // A slot that the standby had a copy of would not be lost: the demo shows one that is.
            options.FailoverSlot = !Failover;
        });
        if (Failover)
        {
            cdc.AddFailoverObserver<FailoverPrinter>();
        }

        if (IsVerbose)
        {
            cdc.AddObserver<ChangePrinter>();
        }
    }

    private static string? Variable(string name) =>
        Environment.GetEnvironmentVariable($"PGCDC_{name}") is { Length: > 0 } value
            ? value
            : Environment.GetEnvironmentVariable($"PYPGCDC_{name}") is { Length: > 0 } former ? former : null;
}
