using System.Diagnostics;

namespace PgCdc.Sdk.CrashHost.Killing;

/// <summary>Kills this process, hard, at its step.</summary>
public sealed class KillSwitch(CrashSettings settings)
{
    /// <summary>Begins the last line of a process that killed itself.</summary>
    public const string LastWords = "killed at ";

    private int _passed;

    /// <summary>A step is passed; the process ends here if it is the one.</summary>
    public void Pass(KillStep step, string where)
    {
        if (step == settings.Step && Interlocked.Increment(ref _passed) == settings.Count)
        {
            Pull(where);
        }
    }

    /// <summary>Ends the process now: no finally, no flush, no goodbye to the server.</summary>
    public void Pull(string where)
    {
        Console.Out.WriteLine($"{LastWords}{settings.Step} {settings.Count}: {where}");
        Console.Out.Flush();
        Process.GetCurrentProcess().Kill();
        // The signal may take a moment, and nothing behind this step may happen in it.
        Thread.Sleep(Timeout.Infinite);
    }
}
