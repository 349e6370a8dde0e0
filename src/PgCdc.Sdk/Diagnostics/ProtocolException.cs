namespace PgCdc.Sdk;

/// <summary>A message from the server that does not follow the logical replication protocol.</summary>
public sealed class ProtocolException : PgCdcException
{
    /// <summary>Says what was wrong with the message.</summary>
    public ProtocolException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
