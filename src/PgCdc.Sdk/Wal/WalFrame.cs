namespace PgCdc.Sdk.Wal;

/// <summary>One thing that came from the server.</summary>
/// <param name="Lsn">
/// For a message its own position; for progress (no payload) the position up to which every committed transaction has come before.
/// </param>
/// <param name="Payload">The message's bytes; empty for progress. Valid until the next block is asked for.</param>
internal readonly record struct WalFrame(Lsn Lsn, ReadOnlyMemory<byte> Payload)
{
    /// <summary>Whether the frame only says how far the server has come.</summary>
    public bool IsProgress => Payload.IsEmpty;
}
