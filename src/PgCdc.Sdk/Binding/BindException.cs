namespace PgCdc.Sdk;

/// <summary>A table, as the server described it, that the captured entity does not fit.</summary>
public sealed class BindException : PgCdcException
{
    /// <summary>Says what does not fit.</summary>
    public BindException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
