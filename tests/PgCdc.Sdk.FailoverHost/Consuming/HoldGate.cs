namespace PgCdc.Sdk.FailoverHost.Consuming;

/// <summary>Holds a catch-up in the middle, so that something can happen meanwhile.</summary>
internal sealed class HoldGate
{
    private readonly Lock _lock = new();
    private TaskCompletionSource? _opened;
    private int _left;

    public void Close(int changes)
    {
        lock (_lock)
        {
            _left = changes;
            _opened ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    public void Open()
    {
        lock (_lock)
        {
            _left = 0;
            _opened?.SetResult();
            _opened = null;
        }
    }

    public async ValueTask PassAsync(ChangeOrigin origin, CancellationToken cancellationToken)
    {
        Task opened;
        lock (_lock)
        {
            if (origin != ChangeOrigin.Log || _opened is null || _left == 0 || --_left > 0)
            {
                return;
            }

            opened = _opened.Task;
        }

        News.Tell(Signals.Holding);
        await opened.WaitAsync(cancellationToken);
    }
}
