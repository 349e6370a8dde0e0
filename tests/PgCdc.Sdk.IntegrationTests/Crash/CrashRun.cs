using System.Collections.Concurrent;
using System.Diagnostics;
using PgCdc.Sdk.CrashHost;
using PgCdc.Sdk.CrashHost.Killing;
using PgCdc.Sdk.IntegrationTests.Infrastructure;

namespace PgCdc.Sdk.IntegrationTests.Crash;

/// <summary>One life of the crash host, from its start to how it ended.</summary>
internal sealed record CrashRun(CrashSettings Settings, int ExitCode, string? LastWords, IReadOnlyList<string> Log, TimeSpan Lasted)
{
    /// <summary>What a shell reports for a process that a SIGKILL ended; elsewhere a killed process ends with -1.</summary>
    private static readonly int KilledExitCode = OperatingSystem.IsWindows() ? -1 : 128 + 9;

    /// <summary>Whether it died at its step, and of it.</summary>
    public bool WasKilled =>
        ExitCode == KilledExitCode && LastWords?.StartsWith($"{KillSwitch.LastWords}{Settings.Step} {Settings.Count}:", StringComparison.Ordinal) == true;

    public static async Task<CrashRun> RunAsync(CrashSettings settings)
    {
        var clock = Stopwatch.StartNew();
        var start = SdkPrograms.Start("PgCdc.Sdk.CrashHost.dll", settings.ToArguments());
        // Its end is what the host watches, so that none outlives this process.
        start.RedirectStandardInput = true;
        // No run lives long enough to gain from code that is compiled a second time.
        start.Environment["DOTNET_TC_CallCounting"] = "0";
        using var process = Process.Start(start) ?? throw new InvalidOperationException("The crash host did not start.");
        var log = new ConcurrentQueue<string>();
        string? lastWords = null;
        var output = ReadAsync(process.StandardOutput, line => lastWords = line);
        var errors = ReadAsync(process.StandardError, log.Enqueue);
        try
        {
            await process.WaitForExitAsync(Deadline.Token(90));
        }
        catch (OperationCanceledException)
        {
            process.Kill();
            await process.WaitForExitAsync(CancellationToken.None);
            lastWords = $"none in 90 s; before: {lastWords}";
        }

        await Task.WhenAll(output, errors);
        return new CrashRun(settings, process.ExitCode, lastWords, [.. log], clock.Elapsed);
    }

    /// <summary>The run in a line, and how it went in as many more as are wanted.</summary>
    public string Describe(int logLines) => string.Join(
        Environment.NewLine,
        Log.TakeLast(logLines).Select(static line => $"      {line}")
            .Prepend($"run {Settings.Run} ({Settings.Step} {Settings.Count}, units of {Settings.MaxTransactions}) ended with {ExitCode} after {Lasted.TotalSeconds:0.0} s: {LastWords ?? "no word"}"));

    private static async Task ReadAsync(StreamReader reader, Action<string> take)
    {
        while (await reader.ReadLineAsync(CancellationToken.None) is { } line)
        {
            take(line);
        }
    }
}
