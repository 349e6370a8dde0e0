namespace PgCdc.Sdk;

/// <summary>What PgCdc.Sdk throws: one sentence that says what happened, where, and what to do.</summary>
public abstract class PgCdcException : Exception
{
    private protected PgCdcException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
