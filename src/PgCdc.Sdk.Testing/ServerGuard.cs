using System.Diagnostics;
using System.Globalization;

namespace PgCdc.Sdk.Testing;

/// <summary>
/// A small shell beside this process that starts the server and outlives us: its standard input is a pipe only we hold, so when we
/// end in whatever way (also by SIGKILL) the pipe ends too, and it stops the server at once and removes the folder.
/// </summary>
internal sealed class ServerGuard : IAsyncDisposable
{
    // It ignores the terminal's signals and lives in a session of its own: a Ctrl+C, or a kill of our whole process tree, is for us;
    // the server has to stay until we have said goodbye to it.
    // postmaster.pid is only believed while our own server runs: a stale one may name somebody else's process.
    // Only a killed server leaves postmaster.pid behind; its 7th line ends with the id of the shared memory that is then left as well.
    // A paused server does not hear SIGQUIT; its postmaster is woken first and kills children that do not answer within seconds.
    private const string Script = """
        trap '' HUP INT QUIT TERM
        folder=$1; shift
        exec 2>> "$folder/server.log"
        while read -r command; do
            : > "$folder/running"
            {
                "$@" >> "$folder/server.log" 2>&1 < /dev/null
                code=$?
                rm -f "$folder/running"
                echo "$code"
            } &
        done
        while [ -e "$folder/running" ]; do
            pid=
            if [ -e "$folder/data/postmaster.pid" ]; then read -r pid < "$folder/data/postmaster.pid"; fi
            if [ -n "$pid" ]; then kill -CONT "$pid"; kill -QUIT "$pid"; fi
            sleep 0.05
        done
        wait
        if [ -e "$folder/data/postmaster.pid" ] && command -v ipcrm > /dev/null; then
            segment=$(sed -n '7s/.* //p' "$folder/data/postmaster.pid")
            if [ -n "$segment" ]; then ipcrm -m "$segment"; fi
        fi
        rm -rf "$folder"
        """;

    // The first shell ends at once, so that the guard is nobody's child; 3 keeps the pipe, which a job in the background would lose.
    private const string Detach = """
        exec 3<&0 2> /dev/null
        if command -v setsid > /dev/null; then setsid sh -c "$@" <&3 3<&- & else sh -c "$@" <&3 3<&- & fi
        """;

    private readonly Process _process;
    private readonly string _folder;
    private Task<int> _exit = Task.FromResult(0);

    private ServerGuard(Process process, string folder)
    {
        _process = process;
        _folder = folder;
    }

    /// <summary>Puts a guard beside this process.</summary>
    /// <param name="folder">The server's folder, removed at the end.</param>
    /// <param name="serverCommand">The command line that runs the server in the foreground.</param>
    public static ServerGuard Start(string folder, IReadOnlyList<string> serverCommand)
    {
        ProcessStartInfo start = Command.Describe(["sh", "-c", Detach, "sh", Script, "pgcdc-guard", folder, .. serverCommand]);
        return new ServerGuard(Process.Start(start)!, folder);
    }

    /// <summary>Starts the server; the task ends when it has ended, with its exit code.</summary>
    public async Task<Task<int>> StartServerAsync(CancellationToken cancellationToken)
    {
        await _process.StandardInput.WriteLineAsync("start".AsMemory(), cancellationToken).ConfigureAwait(false);
        await _process.StandardInput.FlushAsync(cancellationToken).ConfigureAwait(false);
        return _exit = ReadExitCodeAsync();
    }

    /// <summary>Stops the server if it runs, removes the folder, and returns when both are done.</summary>
    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();

        // The pipe has one reader at a time. How the server ended is told to those who wait for it, here it only has to have ended.
        await ((Task)_exit).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

        // The end of its output is the guard's own end: it comes after the folder is gone.
        await _process.StandardOutput.ReadToEndAsync().ConfigureAwait(false);
        _process.Dispose();
        if (Directory.Exists(_folder))
        {
            throw new PostgresServerException(
                $"The folder '{_folder}' of a throw-away PostgreSQL could not be removed: remove it by hand after looking who still writes there.");
        }
    }

    private async Task<int> ReadExitCodeAsync()
    {
        string? line = await _process.StandardOutput.ReadLineAsync().ConfigureAwait(false);
        return line is null
            ? throw new PostgresServerException($"The guard of the throw-away PostgreSQL in '{_folder}' has ended: was it killed by hand?")
            : int.Parse(line, CultureInfo.InvariantCulture);
    }
}
