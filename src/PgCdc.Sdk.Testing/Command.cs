using System.ComponentModel;
using System.Diagnostics;

namespace PgCdc.Sdk.Testing;

/// <summary>One program run to its end.</summary>
internal static class Command
{
    /// <summary>Runs a program and returns what it printed.</summary>
    /// <exception cref="PostgresServerException">It could not be started or did not end with 0; the message holds what it printed.</exception>
    public static async Task<string> RunAsync(IReadOnlyList<string> commandLine, CancellationToken cancellationToken)
    {
        using Process process = Start(commandLine);
        try
        {
            Task<string> output = process.StandardOutput.ReadToEndAsync(cancellationToken);
            Task<string> errors = process.StandardError.ReadToEndAsync(cancellationToken);
            await process.WaitForExitAsync(cancellationToken).ConfigureAwait(false);
            string printed = await output.ConfigureAwait(false);
            string complaint = await errors.ConfigureAwait(false);
            return process.ExitCode == 0
                ? printed
                : throw new PostgresServerException(
                    $"'{commandLine[0]}' ended with {process.ExitCode} and printed:{Environment.NewLine}{printed}{complaint}");
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }

    /// <summary>Runs a program that only answers a question; <see langword="null"/> if it is not there or refuses to answer.</summary>
    public static string? TryAsk(string program, params IReadOnlyList<string> arguments)
    {
        try
        {
            using Process process = Start([program, .. arguments]);
            Task<string> errors = process.StandardError.ReadToEndAsync();
            string output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            errors.GetAwaiter().GetResult();
            return process.ExitCode == 0 ? output.Trim() : null;
        }
        catch (PostgresServerException)
        {
            return null;
        }
    }

    /// <summary>Starts a program with all three streams in our hands, the input already ended.</summary>
    private static Process Start(IReadOnlyList<string> commandLine)
    {
        ProcessStartInfo start = Describe(commandLine);
        try
        {
            Process process = Process.Start(start)!;
            process.StandardInput.Close();
            return process;
        }
        catch (Win32Exception e)
        {
            throw new PostgresServerException($"'{commandLine[0]}' could not be started: {e.Message}.", e);
        }
    }

    /// <summary>A start with redirected streams and an environment in which no PG… variable bends what PostgreSQL's programs do.</summary>
    public static ProcessStartInfo Describe(IReadOnlyList<string> commandLine)
    {
        ProcessStartInfo start = new(commandLine[0], commandLine.Skip(1))
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,

            // The caller's folder may be closed to the server's user, who would then complain at every start.
            WorkingDirectory = OperatingSystem.IsWindows() ? Environment.SystemDirectory : "/",
        };
        foreach (string name in start.Environment.Keys.Where(IsPostgresVariable).ToList())
        {
            start.Environment.Remove(name);
        }

        // Messages are searched (is the port taken?), so they have to be in one language.
        start.Environment["LC_ALL"] = "C";
        return start;
    }

    private static bool IsPostgresVariable(string name) =>
        name.StartsWith("PG", StringComparison.Ordinal) && !name.StartsWith("PGCDC_", StringComparison.Ordinal);
}
