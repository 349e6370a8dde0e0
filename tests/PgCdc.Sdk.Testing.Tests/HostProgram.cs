using System.Runtime.CompilerServices;

namespace PgCdc.Sdk.Testing.Tests;

/// <summary>Turns this program into a host that starts a server, tells where it is, and waits to be killed.</summary>
internal static class HostProgram
{
    public const string Variable = "PGCDC_TEST_HOST";

    // The test framework brings the entry point; this runs before it.
    [ModuleInitializer]
    internal static void RunWhereAsked()
    {
        if (!Enum.TryParse(Environment.GetEnvironmentVariable(Variable), out HostState state))
        {
            return;
        }

        Task.Run(() => RunAsync(state)).GetAwaiter().GetResult();
    }

    private static async Task RunAsync(HostState state)
    {
        Environment.SetEnvironmentVariable(Variable, null);
        PostgresServer server = await PostgresServer.StartAsync();
        await (state switch
        {
            HostState.Paused => server.PauseAsync(),
            HostState.Stopped => server.StopAsync(),
            _ => Task.CompletedTask,
        });
        Console.WriteLine($"{Path.GetDirectoryName(server.DataDirectory)}|{server.Port}");
        await Task.Delay(Timeout.Infinite);
    }
}
