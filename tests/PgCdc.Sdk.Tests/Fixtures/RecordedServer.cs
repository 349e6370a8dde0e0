using Npgsql;
using PgCdc.Sdk.Binding;
using PgCdc.Sdk.CatchUp;
using PgCdc.Sdk.Checkpoints;
using PgCdc.Sdk.Dispatch;
using PgCdc.Sdk.Failover;
using PgCdc.Sdk.Wal;

namespace PgCdc.Sdk.Tests.Fixtures;

/// <summary>
/// A server made of a recording: transactions in commit order, one slot, connections that replay what the slot has not confirmed.
/// </summary>
internal sealed class RecordedServer : IWalSourceFactory, ISourceDatabase
{
    private uint _nextXid = 700;

    /// <summary>Keeps a test's commits apart from a connection's start.</summary>
    public Lock Gate { get; } = new();

    /// <summary>Where the recording begins.</summary>
    public static Lsn Origin { get; } = new(0x1000);

    public SystemIdentity Identity { get; set; } = new("7300000000000000001", 1, Origin, "shop");

    public Dictionary<uint, string> Histories { get; } = [];

    public List<RecordedTransaction> Log { get; } = [];

    public List<RecordedWalSource> Connections { get; } = [];

    /// <summary>The errors that the next connection attempts end with.</summary>
    public Queue<Exception> Refusals { get; } = new();

    /// <summary>How many more times the slot shows as active for another process.</summary>
    public int BusyFor { get; set; }

    public SlotState? Slot { get; set; } = SlotAt(Origin);

    public Lsn End { get; private set; } = Origin;

    public int FramesPerBlock { get; set; } = int.MaxValue;

    public int Version { get; set; } = 18;

    public bool? CreatedWithFailover { get; private set; }

    public int Drops { get; private set; }

    public int Captures { get; private set; }

    /// <summary>The columns that the tables have today, by the relation's identifier.</summary>
    public Dictionary<uint, string[]> Columns { get; } = [];

    /// <summary>What the consumer registered as no longer needed of the log.</summary>
    public List<ulong> Horizons { get; } = [];

    public RecordedWalSource Connection => Connections[^1];

    public NpgsqlDataSource DataSource { get; } = NpgsqlDataSource.Create("Host=localhost");

    public static SlotState SlotAt(Lsn confirmed, string name = "pgcdc") => new()
    {
        Name = name,
        Plugin = "pgoutput",
        Database = "shop",
        ActivePid = null,
        ConfirmedFlush = confirmed,
        Restart = Origin,
        WalStatus = "reserved",
        InvalidationReason = null,
    };

    public static PostgresException Error(string sqlState, string message = "the server refused it") => new(message, "ERROR", "ERROR", sqlState);

    /// <summary>Commits a transaction and sends it to the connection that streams.</summary>
    public RecordedTransaction Commit(params IReadOnlyList<(WireTable? Table, byte[] Message)> rows)
    {
        lock (Gate)
        {
            var placed = new List<(WireTable?, Lsn, byte[])>();
            foreach (var (table, message) in rows)
            {
                placed.Add((table, Advance(0x10), message));
            }

            var commit = Advance(0x10);
            var transaction = new RecordedTransaction(_nextXid++, commit, Advance(0x8), placed);
            Log.Add(transaction);
            if (Connections is [.., { StartedFrom: not null, IsDisposed: false } connection])
            {
                connection.Send(transaction);
            }

            return transaction;
        }
    }

    /// <summary>Commits an insert of an <see cref="Item"/>.</summary>
    public RecordedTransaction Insert(long id, string name = "a") => Commit((WireTable.Items, WireTable.Items.Insert(id, name)));

    /// <summary>Other databases and tables write so many bytes.</summary>
    public Lsn Advance(ulong bytes) => End = new Lsn(End.Value + bytes);

    public void Confirm(Lsn stored)
    {
        if (Slot is not null && stored > Slot.ConfirmedFlush)
        {
            Slot = Slot with { ConfirmedFlush = stored };
        }
    }

    public SlotCreated CreateSlot(string slot, bool failover)
    {
        Assert.Null(Slot);
        CreatedWithFailover = failover;
        Slot = SlotAt(End, slot);
        return new SlotCreated(slot, End, "00000003-00000001-1");
    }

    public Task<IWalSource> OpenAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (Refusals.TryDequeue(out var refusal))
        {
            return Task.FromException<IWalSource>(refusal);
        }

        var source = new RecordedWalSource(this);
        Connections.Add(source);
        return Task.FromResult<IWalSource>(source);
    }

    public Task<int> GetVersionAsync(CancellationToken cancellationToken) => Task.FromResult(Version);

    public Task<SlotState?> FindSlotAsync(string slot, CancellationToken cancellationToken)
    {
        var isBusy = BusyFor > 0;
        BusyFor -= isBusy ? 1 : 0;
        return Task.FromResult(Slot is { } found && found.Name == slot ? found with { ActivePid = isBusy ? 4711 : found.ActivePid } : null);
    }

    public Task<IReadOnlyList<string>> ListColumnsAsync(uint relation, string publication, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<string>>(Columns.GetValueOrDefault(relation, []));

    public Task DropSlotAsync(string slot, CancellationToken cancellationToken)
    {
        Drops++;
        Slot = null;
        return Task.CompletedTask;
    }

    public Task<FailoverState?> GetFailoverStateAsync(string slot, CancellationToken cancellationToken) => Task.FromResult<FailoverState?>(null);

    public Task ProbeAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task<(PgSnapshot Snapshot, Lsn Lsn)> CaptureAsync(CancellationToken cancellationToken)
    {
        Captures++;
        return Task.FromResult((PgSnapshot.Parse($"{_nextXid}:{_nextXid}:"), End));
    }

    public Task<PgSnapshot> ImportAsync(string snapshotName, CancellationToken cancellationToken) =>
        Task.FromResult(PgSnapshot.Parse($"{_nextXid}:{_nextXid}:"));

    public Task<IAsyncDisposable?> TryLockCreationAsync(string slot, CancellationToken cancellationToken) =>
        Task.FromResult<IAsyncDisposable?>(new MemoryStream());

    public Task<ILogReader> OpenLogAsync(
        string snapshotName, IReadOnlyList<(EntityPipeline Pipeline, EntityTable Table)> entities, CancellationToken cancellationToken) =>
        Task.FromException<ILogReader>(new NotSupportedException("A recording has no log tables; a real server shows a catch-up."));

    public Task<ulong> GetPurgedBelowAsync(CancellationToken cancellationToken) => Task.FromResult(0UL);

    public Task RegisterReaderAsync(string slot, ulong horizon, CancellationToken cancellationToken)
    {
        Horizons.Add(horizon);
        return Task.CompletedTask;
    }

    public Task<LogPurge> PurgeLogAsync(TimeSpan maxAge, long maxBytes, CancellationToken cancellationToken) =>
        Task.FromResult(new LogPurge(0, 0, 0, []));
}
