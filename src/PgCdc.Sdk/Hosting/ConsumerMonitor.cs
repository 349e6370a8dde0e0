namespace PgCdc.Sdk.Hosting;

/// <summary>The monitor, written by the consumer's loop and read by anyone.</summary>
internal sealed class ConsumerMonitor(string consumer) : IPgCdcMonitor
{
    private readonly Lock _gate = new();
    private TaskCompletionSource _changed = NewSignal();
    private PgCdcState _state;
    private Exception? _fault;
    private Lsn _stored;
    private Lsn _handled;
    private Lsn _received;
    private long _changes;
    private long _transactions;
    private CatchUpProgress? _catchUp;

    public string Consumer { get; } = consumer;

    public PgCdcState State => Read(static monitor => monitor._state);

    public Exception? Fault => Read(static monitor => monitor._fault);

    public Lsn Stored => Read(static monitor => monitor._stored);

    public Lsn Handled => Read(static monitor => monitor._handled);

    public Lsn Received => Read(static monitor => monitor._received);

    public long LagBytes => Read(static monitor => Math.Max(0, monitor._received - monitor._handled));

    public long Changes => Read(static monitor => monitor._changes);

    public long Transactions => Read(static monitor => monitor._transactions);

    public CatchUpProgress? CatchUp => Read(static monitor => monitor._catchUp);

    public void Advance(CatchUpProgress progress) => Write(monitor => monitor._catchUp = progress);

    public void Enter(PgCdcState state, Exception? fault = null) => Write(monitor =>
    {
        monitor._state = state;
        monitor._fault = fault;
    });

    public void Move(Lsn stored, Lsn handled, Lsn received) => Write(monitor =>
    {
        monitor._stored = stored;
        monitor._handled = handled;
        monitor._received = received;
    });

    public void Count(long changes, long transactions) => Write(monitor =>
    {
        monitor._changes += changes;
        monitor._transactions += transactions;
    });

    public Task WaitForAsync(Lsn position, CancellationToken cancellationToken) =>
        WaitForAsync(monitor => monitor._handled >= position, cancellationToken);

    public Task WaitForAsync(PgCdcState state, CancellationToken cancellationToken) =>
        WaitForAsync(monitor => monitor._state == state, cancellationToken);

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private async Task WaitForAsync(Func<ConsumerMonitor, bool> isReached, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task changed;
            lock (_gate)
            {
                if (isReached(this))
                {
                    return;
                }

                if (_state is PgCdcState.Faulted or PgCdcState.Stopped)
                {
                    throw new InvalidOperationException(
                        $"Consumer \"{Consumer}\" is {_state} at {_handled} and will not get further: {_fault?.Message ?? "the host stopped it."}", _fault);
                }

                changed = _changed.Task;
            }

            await changed.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private T Read<T>(Func<ConsumerMonitor, T> read)
    {
        lock (_gate)
        {
            return read(this);
        }
    }

    private void Write(Action<ConsumerMonitor> write)
    {
        TaskCompletionSource changed;
        lock (_gate)
        {
            write(this);
            changed = _changed;
            _changed = NewSignal();
        }

        changed.SetResult();
    }
}
