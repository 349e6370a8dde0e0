using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using System.Text;
using System.Threading.Channels;
using Npgsql;
using Npgsql.Replication;
using Npgsql.Replication.Internal;
using Npgsql.Replication.PgOutput;
using NpgsqlTypes;

namespace PgCdc.Sdk.Wal;

/// <summary>
/// The transport: the only type that knows Npgsql's replication. A pump copies messages out of Npgsql's reused buffers into blocks;
/// the bounded channel between it and the dispatcher is what back-pressure is made of. Npgsql's own timer sends feedback from the
/// acknowledged position, however slow the handlers are.
/// </summary>
internal sealed class NpgsqlWalSource : IWalSource
{
    private readonly LogicalReplicationConnection _connection;
    private readonly TimeProvider _clock;
    private readonly TimeSpan _progressInterval;
    private readonly bool _localOnly;
    private readonly Channel<WalBlock> _blocks;
    private readonly CancellationTokenSource _stop = new();
    private Task _pump = Task.CompletedTask;
    private WalBlock? _current;
    private Lsn _acknowledged;

    private NpgsqlWalSource(LogicalReplicationConnection connection, WalSourceOptions options, TimeProvider clock)
    {
        _connection = connection;
        _clock = clock;
        _progressInterval = options.ProgressInterval;
        _localOnly = options.LocalOnly;
        _blocks = Channel.CreateBounded<WalBlock>(new BoundedChannelOptions(Math.Max(2, options.BufferBytes / WalBlock.Size))
        {
            SingleReader = true,
            SingleWriter = true,
            AllowSynchronousContinuations = false,
        });
    }

    public Lsn Received => new((ulong)_connection.LastReceivedLsn);

    public static async Task<NpgsqlWalSource> OpenAsync(
        string connectionString, WalSourceOptions options, TimeProvider clock, CancellationToken cancellationToken)
    {
        // A pooled or multiplexed connection cannot replicate; Npgsql refuses these settings rather than ignoring them.
        var settings = new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false, Multiplexing = false, Enlist = false };
        settings.ReadBufferSize = Math.Max(settings.ReadBufferSize, options.ReadBufferBytes);
        settings.ApplicationName ??= options.ApplicationName;
        // What comes as text (types without a send function) comes in one style, whatever the server or the role is set to.
        settings.Options = $"{settings.Options} -c datestyle=ISO -c intervalstyle=postgres -c extra_float_digits=3".TrimStart();
        var connection = new LogicalReplicationConnection(settings.ConnectionString)
        {
            WalReceiverStatusInterval = options.StatusInterval,
            WalReceiverTimeout = options.ReceiveTimeout,
        };
        try
        {
            await connection.Open(cancellationToken).ConfigureAwait(false);
            return new NpgsqlWalSource(connection, options, clock);
        }
        catch
        {
            await connection.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    public async Task<SystemIdentity> IdentifyAsync(CancellationToken cancellationToken)
    {
        var system = await _connection.IdentifySystem(cancellationToken).ConfigureAwait(false);
        return new SystemIdentity(system.SystemId, system.Timeline, new Lsn((ulong)system.XLogPos), system.DbName);
    }

    public async Task<string> ReadTimelineHistoryAsync(uint timeline, CancellationToken cancellationToken)
    {
        // Npgsql's TimelineHistory takes the content for bytea, which it was up to PostgreSQL 14; since 15 it is text, and the call fails.
        var row = await ReadSingleRow(_connection, $"TIMELINE_HISTORY {timeline}", cancellationToken).ConfigureAwait(false);
        return row is [_, string or byte[]]
            ? row[1] as string ?? Encoding.UTF8.GetString((byte[])row[1])
            : throw new ProtocolException($"The server answered TIMELINE_HISTORY {timeline} with something else than a file's name and content.");
    }

    public async Task<SlotCreated> CreateSlotAsync(string slot, bool failover, CancellationToken cancellationToken)
    {
        // Npgsql has no FAILOVER option; the plug-in's name is passed on as it stands, and options in parentheses may follow it
        // (https://www.postgresql.org/docs/current/protocol-replication.html#PROTOCOL-REPLICATION-CREATE-REPLICATION-SLOT).
        var plugin = failover ? "pgoutput (SNAPSHOT 'export', FAILOVER)" : "pgoutput (SNAPSHOT 'export')";
        var options = await _connection.CreateLogicalReplicationSlot(
            slot, plugin, isTemporary: false, slotSnapshotInitMode: null, twoPhase: false, cancellationToken).ConfigureAwait(false);
        var created = new PgOutputReplicationSlot(options);
        return new SlotCreated(created.Name, new Lsn((ulong)created.ConsistentPoint), created.SnapshotName
            ?? throw new ProtocolException($"The server created the slot \"{slot}\" without exporting its snapshot."));
    }

    public void Start(string slot, string publication, Lsn from, CancellationToken cancellationToken)
    {
        // What is stored is the first thing the server may hear: a status before any frame must not say 0/0.
        _acknowledged = from;
        var at = new NpgsqlLogSequenceNumber(from.Value);
        _connection.SetReplicationStatus(at);
        var options = new List<KeyValuePair<string, string?>>
        {
            new("proto_version", "1"),
            new("publication_names", QuoteName(publication)),
            new("binary", "true"),
            new("messages", "true"),
        };
        if (_localOnly)
        {
            options.Add(new("origin", "none"));
        }

        var messages = _connection.StartLogicalReplication(new PgOutputReplicationSlot(slot), _stop.Token, at, options, bypassingStream: false);
        _pump = PumpAsync(messages);
    }

    public async ValueTask<WalBlock> ReadAsync(CancellationToken cancellationToken)
    {
        ReleaseCurrent();
        try
        {
            return _current = await _blocks.Reader.ReadAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (ChannelClosedException closed) when (closed.InnerException is { } cause)
        {
            ExceptionDispatchInfo.Throw(cause);
            throw;
        }
    }

    public bool TryRead(out WalBlock? block)
    {
        if (!_blocks.Reader.TryRead(out block))
        {
            return false;
        }

        ReleaseCurrent();
        _current = block;
        return true;
    }

    public void Acknowledge(Lsn stored)
    {
        // SetReplicationStatus is a plain exchange and would go backwards if told to.
        if (stored <= _acknowledged)
        {
            return;
        }

        _acknowledged = stored;
        _connection.SetReplicationStatus(new NpgsqlLogSequenceNumber(stored.Value));
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        // A pump that waits for room in the channel ends with it; one that waits for the server ends by the token.
        _blocks.Writer.TryComplete();
        await _pump.ConfigureAwait(false);
        while (_blocks.Reader.TryRead(out var block))
        {
            block.Dispose();
        }

        ReleaseCurrent();
        await _connection.DisposeAsync().ConfigureAwait(false);
        _stop.Dispose();
    }

    /// <summary>What Npgsql itself asks replication commands with. Bound when compiled; a test shows that it is there.</summary>
    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "ReadSingleRow")]
    private static extern Task<object[]> ReadSingleRow(ReplicationConnection connection, string command, CancellationToken cancellationToken);

    private void ReleaseCurrent()
    {
        _current?.Dispose();
        _current = null;
    }

    /// <summary>Never throws: how it ended is what the channel's reader sees.</summary>
    private async Task PumpAsync(IAsyncEnumerable<XLogDataMessage> messages)
    {
        var block = new WalBlock();
        try
        {
            var reader = messages.GetAsyncEnumerator(_stop.Token);
            await using (reader.ConfigureAwait(false))
            {
                Task? tick = null;
                while (true)
                {
                    var next = reader.MoveNextAsync();
                    bool moved;
                    if (next.IsCompleted)
                    {
                        moved = await next.ConfigureAwait(false);
                    }
                    else
                    {
                        // Nothing at hand: what has come so far goes on its way before the reader parks.
                        block = await HandOverAsync(block).ConfigureAwait(false);
                        var pending = next.AsTask();
                        while (!pending.IsCompleted && !_stop.IsCancellationRequested)
                        {
                            tick ??= Task.Delay(_progressInterval, _clock, _stop.Token);
                            if (await Task.WhenAny(pending, tick).ConfigureAwait(false) == tick)
                            {
                                tick = null;
                                TellProgress();
                            }
                        }

                        moved = await pending.ConfigureAwait(false);
                    }

                    if (!moved)
                    {
                        throw new IOException("The server ended the replication stream.");
                    }

                    block = await CopyAsync(reader.Current, block).ConfigureAwait(false);
                }
            }
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            block.Dispose();
            _blocks.Writer.TryComplete(exception is PostgresException { SqlState: var state } && IsUndecodable(state)
                ? new UndecodableException($"The server cannot decode its write-ahead log behind {_acknowledged}: {exception.Message}", exception)
                : exception);
        }
    }

    /// <summary>Internal errors and corrupted data (class XX), and a segment or a file that is not there (58P01).</summary>
    private static bool IsUndecodable(string sqlState) => sqlState.StartsWith("XX", StringComparison.Ordinal) || sqlState == PostgresErrorCodes.UndefinedFile;

    private async ValueTask<WalBlock> CopyAsync(XLogDataMessage message, WalBlock block)
    {
        var length = checked((int)message.Data.Length);
        if (length == 0)
        {
            // As a frame it would be progress, and move the stored position.
            throw new ProtocolException($"The message at {new Lsn((ulong)message.WalStart)} is empty.");
        }

        if (!block.Fits(length))
        {
            block = await HandOverAsync(block).ConfigureAwait(false);
        }

        await message.Data.ReadExactlyAsync(block.Add(new Lsn((ulong)message.WalStart), length), _stop.Token).ConfigureAwait(false);
        return block;
    }

    /// <summary>
    /// Npgsql answers keepalives itself but does not yield them; their position shows in LastReceivedLsn. A transaction that commits
    /// at or before any received position was sent before it (transactions are sent in commit order, a row's position lies before its
    /// commit), so the position is safe behind everything already copied; the dispatcher ignores it inside a transaction.
    /// </summary>
    private void TellProgress()
    {
        var block = new WalBlock(0);
        _ = block.Add(Received, 0);
        if (!_blocks.Writer.TryWrite(block))
        {
            // The dispatcher is busy enough to need no telling.
            block.Dispose();
        }
    }

    private async ValueTask<WalBlock> HandOverAsync(WalBlock block)
    {
        if (block.IsEmpty)
        {
            return block;
        }

        await _blocks.Writer.WriteAsync(block, _stop.Token).ConfigureAwait(false);
        return new WalBlock();
    }

    /// <summary>A name within the option's comma-separated list, as an SQL identifier.</summary>
    private static string QuoteName(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
