using System.Diagnostics;
using System.Globalization;

namespace PgCdc.Sdk.Testing.Tests;

[Trait("Needs", "Postgres")]
public sealed class GuardTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(HostState.Running)]
    [InlineData(HostState.Paused)]
    [InlineData(HostState.Stopped)]
    public async Task A_killed_host_leaves_no_server_and_no_folder(HostState state)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Local servers need a POSIX system.");
        using Process host = StartHost(state);
        string[] told = (await host.StandardOutput.ReadLineAsync(Cancellation) ?? "").Split('|');
        if (told.Length != 2)
        {
            Assert.Fail($"The host did not start a server: {await host.StandardError.ReadToEndAsync(Cancellation)}");
        }

        (string folder, int port) = (told[0], int.Parse(told[1], CultureInfo.InvariantCulture));
        Assert.True(Directory.Exists(folder));

        // With its children, as a test runner kills a host that hangs.
        host.Kill(entireProcessTree: true);
        await host.WaitForExitAsync(Cancellation);

        // Nobody is left who could tell when it is done.
        await UntilAsync(() => !Directory.Exists(folder));
        Assert.True(NetworkPort.IsFree(port));
    }

    /// <summary>This very program, which <see cref="HostProgram"/> turns into a host of a server.</summary>
    private static Process StartHost(HostState state)
    {
        ProcessStartInfo start = new(Environment.ProcessPath!) { RedirectStandardOutput = true, RedirectStandardError = true };
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet")
        {
            start.ArgumentList.Add(typeof(GuardTests).Assembly.Location);
        }

        start.Environment[HostProgram.Variable] = state.ToString();
        return Process.Start(start)!;
    }

    private static async Task UntilAsync(Func<bool> condition)
    {
        long start = Stopwatch.GetTimestamp();
        using PeriodicTimer timer = new(TimeSpan.FromMilliseconds(20));
        while (!condition())
        {
            Assert.True(Stopwatch.GetElapsedTime(start) < Patience, $"Not within {Patience}.");
            await timer.WaitForNextTickAsync(Cancellation);
        }
    }
}
