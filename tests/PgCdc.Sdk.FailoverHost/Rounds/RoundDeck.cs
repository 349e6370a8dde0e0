namespace PgCdc.Sdk.FailoverHost.Rounds;

/// <summary>Deals the rounds by chance, yet every kind in each handful, so that a short run sees all of them.</summary>
internal sealed class RoundDeck(Random random, int version)
{
    private readonly Queue<RoundKind> _kinds = [];
    private readonly Queue<ConsumerKill> _kills = [];

    public RoundPlan Deal() => new()
    {
        Kind = Next(_kinds),
        Kill = Next(_kills),
        IsHard = random.Next(2) == 0,
        IsByServers = random.Next(3) == 0,
        SyncsSlots = version >= 17 && random.Next(2) == 0,
        WorkFor = random.Next(300, 2_000),
        LagFor = random.Next(200, 2_000),
        WritersFirst = random.Next(0, 1_500),
        KillAfter = random.Next(0, 1_500),
        Stopover = random.Next(6) switch { 0 => Stopover.Skipped, 1 or 2 => Stopover.Finished, _ => Stopover.Interrupted },
        HoldAt = 0.02 + (random.NextDouble() * 0.96),
    };

    private T Next<T>(Queue<T> deck)
        where T : struct, Enum
    {
        if (deck.Count == 0)
        {
            var values = Enum.GetValues<T>();
            random.Shuffle(values);
            foreach (var value in values)
            {
                deck.Enqueue(value);
            }
        }

        return deck.Dequeue();
    }
}
