using System.Diagnostics;

namespace QuickStart.Demo;

/// <summary>
/// A crash takes a throw-away server with it, so here one process keeps the server and runs the demo twice: killed in the middle, and
/// resumed.
/// </summary>
internal static class CrashAndResume
{
    public static async Task<int> RunAsync(DemoSettings settings)
    {
        var seconds = $"{settings.Duration.TotalSeconds:0}";
        var killed = await RunSelfAsync(settings, "--seconds", seconds, "--crash", "--keep-slot");
        Console.WriteLine($"The first run was killed (exit code {killed}); the next one resumes from its checkpoint.");
        return await RunSelfAsync(settings, "--seconds", seconds);
    }

    public static async Task KillThisProcessAsync(TimeSpan after)
    {
        await Task.Delay(after);
        Console.WriteLine("Killing this process, in the middle of whatever it is doing.");
        Process.GetCurrentProcess().Kill();
    }

    private static async Task<int> RunSelfAsync(DemoSettings settings, params string[] arguments)
    {
        var program = Environment.ProcessPath ?? throw new FormatException("The program does not know its own path, so it cannot run itself again; give PGCDC_DSN and run it twice.");
        // Under "dotnet QuickStart.dll" the process is the host, and the assembly its first argument.
        var start = Path.GetFileNameWithoutExtension(program) == "dotnet"
            ? new ProcessStartInfo(program, [typeof(CrashAndResume).Assembly.Location, .. arguments])
            : new ProcessStartInfo(program, arguments);
        start.Environment["PGCDC_DSN"] = settings.ConnectionString;
        using var run = Process.Start(start)!;
        await run.WaitForExitAsync();
        return run.ExitCode;
    }
}
