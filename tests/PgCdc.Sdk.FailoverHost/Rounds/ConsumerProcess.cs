using System.Diagnostics;
using System.Runtime.InteropServices;
using PgCdc.Sdk.FailoverHost.Consuming;

namespace PgCdc.Sdk.FailoverHost.Rounds;

/// <summary>One life of the consumer, in a process of its own.</summary>
internal sealed class ConsumerProcess : IAsyncDisposable
{
    private const int LinesKept = 2_000;
    private const int LinesTold = 60;

    private readonly Process _process;
    private readonly Queue<string> _log = [];
    private readonly List<string> _news = [];
    private readonly Task _reading;
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private ConsumerProcess(Process process, int run)
    {
        _process = process;
        Run = run;
        _reading = Task.WhenAll(ReadAsync(process.StandardOutput, isNews: true), ReadAsync(process.StandardError, isNews: false));
        Ended = EndAsync();
    }

    public int Run { get; }

    /// <summary>How it ended.</summary>
    public Task<int> Ended { get; }

    /// <summary>How many lines of news there were so far.</summary>
    public int NewsCount
    {
        get
        {
            lock (_news)
            {
                return _news.Count;
            }
        }
    }

    public static ConsumerProcess Start(ConsumerSettings settings)
    {
        // …/shared/Microsoft.NETCore.App/10.0.0/ lies three folders below the runtime's host.
        var host = Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet");
        var start = new ProcessStartInfo(
            Path.GetFullPath(host), [Path.Combine(AppContext.BaseDirectory, "PgCdc.Sdk.FailoverHost.dll"), .. settings.ToArguments()])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        return new ConsumerProcess(Process.Start(start) ?? throw new InvalidOperationException("The consumer did not start."), settings.Run);
    }

    public void Tell(string order)
    {
        _process.StandardInput.WriteLine(order);
        _process.StandardInput.Flush();
    }

    /// <summary>The news since a count.</summary>
    public IReadOnlyList<string> NewsSince(int count)
    {
        lock (_news)
        {
            return [.. _news.Skip(count)];
        }
    }

    /// <summary>Waits for news that begins like this, the first behind so many lines.</summary>
    /// <exception cref="RoundsFailedException">It ended, or it did not come in time.</exception>
    public async Task<string> WaitForAsync(string news, int since, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task changed;
            lock (_news)
            {
                if (_news.Skip(since).FirstOrDefault(line => line.StartsWith(news, StringComparison.Ordinal)) is { } found)
                {
                    return found;
                }

                changed = _changed.Task;
            }

            try
            {
                await Task.WhenAny(changed, Ended).WaitAsync(cancellationToken);
            }
            catch (OperationCanceledException)
            {
                throw Failure($"did not say '{news}' in time");
            }

            ThrowIfEnded();
        }
    }

    public void ThrowIfEnded()
    {
        if (Ended.IsCompleted)
        {
            throw Failure($"ended by itself, with {Ended.Result}");
        }
    }

    public async Task KillAsync()
    {
        _process.Kill();
        await Ended;
    }

    /// <summary>Lets it end in good order.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        Tell(Signals.Stop);
        try
        {
            if (await Ended.WaitAsync(cancellationToken) != 0)
            {
                throw Failure($"ended with {await Ended}");
            }
        }
        catch (OperationCanceledException)
        {
            throw Failure("did not stop in time");
        }
    }

    public RoundsFailedException Failure(string what)
    {
        lock (_news)
        {
            return new RoundsFailedException(
                $"The consumer's life {Run} {what}. Its news: {string.Join("; ", _news.TakeLast(20))}. Its log ends with:{Environment.NewLine}{string.Join(Environment.NewLine, _log.Where(IsTelling).TakeLast(LinesTold))}");
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        await Ended;
        _process.Dispose();
    }

    /// <summary>Of a stack, the part that is ours.</summary>
    private static bool IsTelling(string line) =>
        !line.StartsWith("   at ", StringComparison.Ordinal) || line.Contains("PgCdc.Sdk.", StringComparison.Ordinal);

    private async Task<int> EndAsync()
    {
        await _process.WaitForExitAsync();
        await _reading;
        return _process.ExitCode;
    }

    private async Task ReadAsync(StreamReader reader, bool isNews)
    {
        while (await reader.ReadLineAsync() is { } line)
        {
            lock (_news)
            {
                if (!isNews)
                {
                    _log.Enqueue(line);
                    if (_log.Count > LinesKept)
                    {
                        _log.Dequeue();
                    }

                    continue;
                }

                _news.Add(line);
                _changed.SetResult();
                _changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            }
        }
    }
}
