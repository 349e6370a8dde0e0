using PgCdc.Sdk.CrashHost;
using PgCdc.Sdk.CrashHost.Killing;

namespace PgCdc.Sdk.IntegrationTests.Crash;

/// <summary>Which run is killed where.</summary>
internal static class KillPlan
{
    private static readonly KillStep[] Cycle =
    [
        KillStep.Handle, KillStep.BeforeCommit, KillStep.AfterCommit, KillStep.Begin, KillStep.Acknowledged, KillStep.CheckpointMoved,
        KillStep.Handled, KillStep.AnyMoment,
    ];

    private static readonly (KillStep Step, int Count)[] SeamsOfFirstStart =
    [
        (KillStep.BeforeCommit, 1),
        (KillStep.AfterCommit, 1),
        (KillStep.SlotCreated, 1),
        (KillStep.CheckpointMoved, 2),
        (KillStep.BeforeCommit, 2),
        (KillStep.AfterCommit, 2),
    ];

    /// <summary>
    /// The first start, killed at each of its seams. It commits twice: the intent to create the slot, then the first checkpoint; each
    /// run finds what the one before left, until the last gets through and is killed just behind it.
    /// </summary>
    public static IEnumerable<CrashSettings> FirstStart(CrashDatabase database) => SeamsOfFirstStart.Select((seam, index) =>
        Settings(database, index + 1, seam.Step, seam.Count) with { Validate = index == 0, Observe = true });

    /// <summary>The stream, killed at every step in turn, at a random one of its passings.</summary>
    public static IEnumerable<CrashSettings> Streaming(CrashDatabase database, int runs, int firstRun, Random random) =>
        Enumerable.Range(0, runs).Select(index =>
        {
            var step = Cycle[index % Cycle.Length];
            return Settings(database, firstRun + index, step, Count(step, random)) with
            {
                MaxTransactions = random.Next(3) switch { 0 => 1, 1 => random.Next(2, 10), _ => 1_000 },
                Observe = step is KillStep.Begin or KillStep.Handled || random.Next(2) == 0,
                Validate = index % 12 == 0,
            };
        });

    public static CrashSettings Last(CrashDatabase database, int run, Lsn until) =>
        Settings(database, run, KillStep.Never, 0) with { Until = until, MaxTransactions = 1_000, Validate = true };

    private static int Count(KillStep step, Random random) => step switch
    {
        KillStep.Handle => random.Next(1, 80),
        KillStep.Begin or KillStep.Handled => random.Next(1, 20),
        KillStep.Acknowledged => random.Next(1, 4),
        KillStep.AnyMoment => random.Next(1, 2_500),
        _ => random.Next(1, 8),
    };

    private static CrashSettings Settings(CrashDatabase database, int run, KillStep step, int count) => new()
    {
        ConnectionString = database.ConnectionString,
        Slot = database.Slot,
        Run = run,
        Step = step,
        Count = count,
        MaxTransactions = 1,
        Validate = false,
        Observe = false,
    };
}
