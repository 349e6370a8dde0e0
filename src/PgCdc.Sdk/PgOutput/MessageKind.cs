namespace PgCdc.Sdk.PgOutput;

/// <summary>
/// The tags of protocol version 1, which sends only committed transactions
/// (<see href="https://www.postgresql.org/docs/current/protocol-logicalrep-message-formats.html">message formats</see>).
/// </summary>
internal enum MessageKind : byte
{
    Begin = (byte)'B',
    Commit = (byte)'C',
    Origin = (byte)'O',
    Relation = (byte)'R',
    Type = (byte)'Y',
    Insert = (byte)'I',
    Update = (byte)'U',
    Delete = (byte)'D',
    Truncate = (byte)'T',
    Message = (byte)'M',
}
