namespace PgCdc.Sdk;

/// <summary>Bytes from the server that cannot become the property's value without changing it.</summary>
public sealed class DecodeException : PgCdcException
{
    /// <summary>Says what could not be decoded.</summary>
    public DecodeException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
