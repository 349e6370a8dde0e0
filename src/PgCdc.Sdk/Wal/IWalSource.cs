namespace PgCdc.Sdk.Wal;

/// <summary>One replication connection: frames in, acknowledgements out.</summary>
internal interface IWalSource : IAsyncDisposable
{
    /// <summary>Who the server is (<see href="https://www.postgresql.org/docs/current/protocol-replication.html">IDENTIFY_SYSTEM</see>).</summary>
    Task<SystemIdentity> IdentifyAsync(CancellationToken cancellationToken);

    /// <summary>The text of a timeline's history file.</summary>
    Task<string> ReadTimelineHistoryAsync(uint timeline, CancellationToken cancellationToken);

    /// <summary>Creates a logical slot with an exported snapshot, which lives until the next call.</summary>
    Task<SlotCreated> CreateSlotAsync(string slot, bool failover, CancellationToken cancellationToken);

    /// <summary>Begins to stream: transactions whose commit record lies at or behind <paramref name="from"/>.</summary>
    void Start(string slot, string publication, Lsn from, CancellationToken cancellationToken);

    /// <summary>
    /// The next block of frames, in commit order. The block returned before is invalid from here on.
    /// </summary>
    ValueTask<WalBlock> ReadAsync(CancellationToken cancellationToken);

    /// <summary>Gets the next block only if it has already come.</summary>
    bool TryRead(out WalBlock? block);

    /// <summary>Tells the server that everything up to here is stored: it may forget it. Moves forward only.</summary>
    void Acknowledge(Lsn stored);

    /// <summary>The highest position that the server has told of.</summary>
    Lsn Received { get; }
}
