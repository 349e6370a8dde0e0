namespace PgCdc.Sdk.Wal;

/// <summary>How a replication connection behaves.</summary>
internal sealed record WalSourceOptions
{
    /// <summary>How often feedback is sent.</summary>
    public required TimeSpan StatusInterval { get; init; }

    /// <summary>After how long a silent server counts as gone.</summary>
    public required TimeSpan ReceiveTimeout { get; init; }

    /// <summary>How often the reader, while nothing comes, tells how far the server has come.</summary>
    public required TimeSpan ProgressInterval { get; init; }

    /// <summary>How many bytes may wait between the reader and the dispatcher.</summary>
    public required int BufferBytes { get; init; }

    /// <summary>The least size of the connection's read buffer in bytes.</summary>
    public required int ReadBufferBytes { get; init; }

    /// <summary>Whether only what was written on this server itself is sent.</summary>
    public bool LocalOnly { get; init; }

    /// <summary>What the server's views call the connection.</summary>
    public required string ApplicationName { get; init; }
}
