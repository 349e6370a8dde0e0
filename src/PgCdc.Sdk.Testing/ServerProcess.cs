using System.Diagnostics;
using System.Globalization;

namespace PgCdc.Sdk.Testing;

/// <summary>The running server as the operating system sees it: start it, signal it, see it end.</summary>
internal sealed class ServerProcess(ServerFolder folder, ServerGuard guard, TimeSpan timeout) : IAsyncDisposable
{
    private const int StatusLine = 7;
    private const int LinesOfLogInErrors = 20;
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(10);

    private Task<int>? _exit;
    private int _postmaster;
    private string _staleLock = "";
    private int[] _paused = [];

    public int Id => _postmaster;

    public bool IsRunning => _exit is { IsCompleted: false };

    /// <summary>Starts the server and returns when it accepts connections.</summary>
    /// <exception cref="PostgresServerException">It ended at once or did not get ready in time; the message ends with its log.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (IsRunning)
        {
            throw new InvalidOperationException($"The PostgreSQL in '{folder.Root}' runs already.");
        }

        _paused = [];
        _staleLock = ReadLock();
        Task<int> exit = _exit = await guard.StartServerAsync(cancellationToken).ConfigureAwait(false);
        await UntilAsync(() => exit.IsCompleted || IsReady(), "get ready", cancellationToken).ConfigureAwait(false);
        if (exit.IsCompleted)
        {
            int code = await exit.ConfigureAwait(false);
            throw await FailureAsync($"PostgreSQL in '{folder.Root}' ended with {code} while starting", cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Asks the server to stop and returns when it has.</summary>
    public async Task StopAsync(PostgresStopMode mode, CancellationToken cancellationToken)
    {
        Task<int> exit = RunningServer();
        Resume();
        Posix.Signal(_postmaster, mode switch
        {
            PostgresStopMode.Smart => Posix.SigTerm,
            PostgresStopMode.Fast => Posix.SigInt,
            PostgresStopMode.Immediate => Posix.SigQuit,
            _ => throw new ArgumentOutOfRangeException(nameof(mode), mode, "Not a way to stop a server."),
        });
        await EndAsync(exit, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Kills every process of the server, the first one first, and returns when all are gone.</summary>
    public async Task KillAsync(CancellationToken cancellationToken)
    {
        Task<int> exit = RunningServer();
        int[] children = ChildrenOf(_postmaster);
        Posix.Signal(_postmaster, Posix.SigKill);
        foreach (int child in children)
        {
            Posix.Signal(child, Posix.SigKill);
        }

        await EndAsync(exit, cancellationToken).ConfigureAwait(false);

        // The next start refuses to run beside survivors that still hold the shared memory.
        await UntilAsync(() => !children.Any(IsAlive), "lose its child processes", cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Stops every process of the server where it stands.</summary>
    public void Pause()
    {
        RunningServer();

        // The first process first: nobody else starts new ones.
        Posix.Signal(_postmaster, Posix.SigStop);
        _paused = ChildrenOf(_postmaster);
        foreach (int child in _paused)
        {
            Posix.Signal(child, Posix.SigStop);
        }
    }

    /// <summary>Lets a paused server go on; nothing happens to one that is not paused.</summary>
    public void Resume()
    {
        RunningServer();
        foreach (int child in _paused)
        {
            Posix.Signal(child, Posix.SigCont);
        }

        Posix.Signal(_postmaster, Posix.SigCont);
        _paused = [];
    }

    /// <summary>Waits for something that a server does not announce, by asking again and again until the time-out.</summary>
    public async Task UntilAsync(Func<CancellationToken, Task<bool>> condition, string whatTheServerShouldDo, CancellationToken cancellationToken)
    {
        long start = Stopwatch.GetTimestamp();
        using PeriodicTimer timer = new(PollInterval);
        while (!await condition(cancellationToken).ConfigureAwait(false))
        {
            if (Stopwatch.GetElapsedTime(start) > timeout)
            {
                throw await FailureAsync(
                    $"PostgreSQL in '{folder.Root}' did not {whatTheServerShouldDo} within {timeout.TotalSeconds:0} seconds", cancellationToken).ConfigureAwait(false);
            }

            await timer.WaitForNextTickAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    public ValueTask DisposeAsync() => guard.DisposeAsync();

    private Task UntilAsync(Func<bool> condition, string whatTheServerShouldDo, CancellationToken cancellationToken) =>
        UntilAsync(_ => Task.FromResult(condition()), whatTheServerShouldDo, cancellationToken);

    private Task<int> RunningServer() => IsRunning
        ? _exit!
        : throw new InvalidOperationException($"The PostgreSQL in '{folder.Root}' does not run: start it again first.");

    /// <summary>Reads postmaster.pid, whose 8th line says "ready" once connections are accepted (on a standby: read-only ones).</summary>
    private bool IsReady()
    {
        // A crash leaves its file behind, as ready as it ever was.
        string content = ReadLock();
        string[] lines = content.Split('\n');
        if (content == _staleLock || lines.Length <= StatusLine || lines[StatusLine].Trim() != "ready")
        {
            return false;
        }

        _postmaster = int.Parse(lines[0], CultureInfo.InvariantCulture);
        return true;
    }

    private string ReadLock()
    {
        try
        {
            return File.ReadAllText(Path.Combine(folder.Data, "postmaster.pid"));
        }
        catch (FileNotFoundException)
        {
            return "";
        }
    }

    private async Task EndAsync(Task<int> exit, CancellationToken cancellationToken)
    {
        try
        {
            await exit.WaitAsync(timeout, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            throw await FailureAsync(
                $"PostgreSQL in '{folder.Root}' did not stop within {timeout.TotalSeconds:0} seconds", cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<PostgresServerException> FailureAsync(string sentence, CancellationToken cancellationToken)
    {
        string log = await folder.ReadLogAsync(cancellationToken).ConfigureAwait(false);
        IEnumerable<string> tail = log.Split('\n', StringSplitOptions.RemoveEmptyEntries).TakeLast(LinesOfLogInErrors);
        return new PostgresServerException($"{sentence}. The end of its log:{Environment.NewLine}{string.Join(Environment.NewLine, tail)}");
    }

    private static bool IsAlive(int processId) => Posix.Signal(processId, 0) && StatusOf(processId)?.State != 'Z';

    private static int[] ChildrenOf(int parent)
    {
        if (!OperatingSystem.IsLinux())
        {
            return [.. from line in Command.TryAsk("ps", "-A", "-o", "pid=,ppid=")?.Split('\n') ?? []
                       let numbers = line.Split(' ', StringSplitOptions.RemoveEmptyEntries)
                       where numbers[1] == parent.ToString(CultureInfo.InvariantCulture)
                       select int.Parse(numbers[0], CultureInfo.InvariantCulture)];
        }

        return [.. from path in Directory.EnumerateDirectories("/proc")
                   where int.TryParse(Path.GetFileName(path), CultureInfo.InvariantCulture, out _)
                   let processId = int.Parse(Path.GetFileName(path), CultureInfo.InvariantCulture)
                   where StatusOf(processId)?.Parent == parent
                   select processId];
    }

    /// <summary>A Linux process's state and parent, from /proc: "pid (name) state parent …", where the name may hold anything.</summary>
    private static (char State, int Parent)? StatusOf(int processId)
    {
        string path = $"/proc/{processId}/stat";
        try
        {
            string stat = File.ReadAllText(path);
            string[] fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            return (fields[0][0], int.Parse(fields[1], CultureInfo.InvariantCulture));
        }
        catch (IOException)
        {
            // It ended between the look into the folder and the look into the file, or there is no /proc here.
            return null;
        }
    }
}
