using System.Diagnostics;
using System.Runtime.InteropServices;

namespace PgCdc.Sdk.IntegrationTests.Infrastructure;

/// <summary>Starts the programs that are built with these tests, on the runtime that these tests run on.</summary>
internal static class SdkPrograms
{
    /// <param name="assembly">The program's assembly, absolute or beside the tests'.</param>
    /// <param name="arguments">Its arguments.</param>
    public static ProcessStartInfo Start(string assembly, params IEnumerable<string> arguments)
    {
        // …/shared/Microsoft.NETCore.App/10.0.0/ lies three folders below the host's.
        var host = Path.Combine(
            RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet");
        return new ProcessStartInfo(Path.GetFullPath(host), [Path.Combine(AppContext.BaseDirectory, assembly), .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
    }
}
