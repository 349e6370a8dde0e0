namespace PgCdc.Sdk.FailoverHost.Consuming;

/// <summary>What the consumer tells the rounds.</summary>
internal static class News
{
    public static void Tell(string line)
    {
        // In one write: two threads may speak.
        Console.Out.Write(line + "\n");
        Console.Out.Flush();
    }
}
