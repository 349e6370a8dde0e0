namespace PgCdc.Sdk.CrashHost;

/// <summary>Ends this process with the one that started it: the input stream ends then, and nothing is ever written to it.</summary>
internal static class OrphanGuard
{
    public static void Start() => new Thread(static () =>
    {
        while (Console.In.Read() >= 0)
        {
        }

        Environment.Exit(4);
    })
    { IsBackground = true, Name = "orphan guard" }.Start();
}
