using Xunit.MicrosoftTestingPlatform;
using Xunit.Runner.InProc.SystemConsole;

namespace PgCdc.Sdk.Testing.Tests;

/// <summary>
/// The test program's entry point. Where a variable asks for it, the program is instead a host that starts a server, tells where it is,
/// and waits to be killed: the tests start themselves in that way.
/// </summary>
internal static class HostProgram
{
    public const string Variable = "PGCDC_TEST_HOST";

    public static Task<int> Main(string[] args)
    {
        if (Enum.TryParse(Environment.GetEnvironmentVariable(Variable), out HostState state))
        {
            return HostAsync(state);
        }

        // As the entry point that xunit.v3 generates.
        return args.Contains("--server") || args.Contains("--internal-msbuild-node")
            ? TestPlatformTestFramework.RunAsync(args, SelfRegisteredExtensions.AddSelfRegisteredExtensions)
            : ConsoleRunner.Run(args);
    }

    private static async Task<int> HostAsync(HostState state)
    {
        PostgresServer server = await PostgresServer.StartAsync();
        await (state switch
        {
            HostState.Paused => server.PauseAsync(),
            HostState.Stopped => server.StopAsync(),
            _ => Task.CompletedTask,
        });
        Console.WriteLine($"{Path.GetDirectoryName(server.DataDirectory)}|{server.Port}");
        await Task.Delay(Timeout.Infinite);
        return 0;
    }
}
