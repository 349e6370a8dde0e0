using System.Threading.Channels;
using PgCdc.Sdk.Wal;

namespace PgCdc.Sdk.Tests.Fixtures;

/// <summary>One connection to the recorded server. A block is spoiled as soon as the contract says that it is invalid.</summary>
internal sealed class RecordedWalSource(RecordedServer server) : IWalSource
{
    private readonly Channel<WalBlock> _blocks = Channel.CreateUnbounded<WalBlock>();
    private readonly HashSet<uint> _described = [];
    private WalBlock? _current;

    public Lsn? StartedFrom { get; private set; }

    public List<Lsn> Acknowledged { get; } = [];

    public bool IsDisposed { get; private set; }

    public Lsn Received { get; private set; }

    public Task<SystemIdentity> IdentifyAsync(CancellationToken cancellationToken) => Task.FromResult(server.Identity);

    public Task<string> ReadTimelineHistoryAsync(uint timeline, CancellationToken cancellationToken) =>
        server.Histories.TryGetValue(timeline, out var history)
            ? Task.FromResult(history)
            : throw RecordedServer.Error("58P01", $"could not open file \"pg_wal/{timeline:X8}.history\": No such file or directory");

    public Task<SlotCreated> CreateSlotAsync(string slot, bool failover, CancellationToken cancellationToken) =>
        Task.FromResult(server.CreateSlot(slot, failover));

    public void Start(string slot, string publication, Lsn from, CancellationToken cancellationToken)
    {
        lock (server.Gate)
        {
            StartedFrom = from;
            foreach (var transaction in server.Log)
            {
                if (transaction.EndLsn > from)
                {
                    Send(transaction);
                }
            }
        }
    }

    public void Send(RecordedTransaction transaction)
    {
        Received = transaction.EndLsn;
        foreach (var frames in transaction.Frames(_described).Chunk(server.FramesPerBlock))
        {
            Send(frames);
        }
    }

    public void Send(params IReadOnlyList<(Lsn Lsn, byte[] Payload)> frames)
    {
        var block = new WalBlock();
        foreach (var (lsn, payload) in frames)
        {
            payload.CopyTo(block.Add(lsn, payload.Length));
        }

        // What is sent into a broken connection is lost; the next one brings it again.
        _ = _blocks.Writer.TryWrite(block);
    }

    public void SendProgress(Lsn lsn)
    {
        Received = lsn > Received ? lsn : Received;
        Send((lsn, Array.Empty<byte>()));
    }

    /// <summary>The connection breaks after what was sent.</summary>
    public void Break(Exception exception) => _blocks.Writer.TryComplete(exception);

    public async ValueTask<WalBlock> ReadAsync(CancellationToken cancellationToken)
    {
        Spoil();
        try
        {
            return _current = await _blocks.Reader.ReadAsync(cancellationToken);
        }
        catch (ChannelClosedException closed) when (closed.InnerException is { } cause)
        {
            throw cause;
        }
    }

    public bool TryRead(out WalBlock? block)
    {
        if (!_blocks.Reader.TryRead(out block))
        {
            return false;
        }

        Spoil();
        _current = block;
        return true;
    }

    public void Acknowledge(Lsn stored)
    {
        Acknowledged.Add(stored);
        server.Confirm(stored);
    }

    public ValueTask DisposeAsync()
    {
        IsDisposed = true;
        Spoil();
        return ValueTask.CompletedTask;
    }

    private void Spoil()
    {
        if (_current is { } block)
        {
            for (var index = 0; index < block.Count; index++)
            {
                System.Runtime.InteropServices.MemoryMarshal.AsMemory(block[index].Payload).Span.Fill(0xEE);
            }

            block.Dispose();
            _current = null;
        }
    }
}
