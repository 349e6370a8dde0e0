namespace PgCdc.Sdk;

/// <summary>A table, as the server described it, that the captured entity does not fit.</summary>
public sealed class BindException : PgCdcException
{
    /// <summary>Says what does not fit.</summary>
    /// <param name="message">The sentence.</param>
    /// <param name="innerException">The same refusal, before its place in the stream was known.</param>
    public BindException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }

    /// <summary>
    /// Whether all that does not fit is that columns are missing, which a migration may still bring; see
    /// <see cref="PgCdcOptions.MissingColumns"/>.
    /// </summary>
    public bool IsColumnMissing { get; init; }
}
