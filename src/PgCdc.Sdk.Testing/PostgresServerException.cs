namespace PgCdc.Sdk.Testing;

/// <summary>A throw-away PostgreSQL could not be had, started, changed or stopped. The message says what happened, where, and what to do.</summary>
public sealed class PostgresServerException : Exception
{
    /// <summary>Creates the exception with an empty sentence; prefer the other constructors.</summary>
    public PostgresServerException()
    {
    }

    /// <summary>Creates the exception with its sentence.</summary>
    /// <param name="message">What happened, where, and what to do.</param>
    public PostgresServerException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception with its sentence and its cause.</summary>
    /// <param name="message">What happened, where, and what to do.</param>
    /// <param name="innerException">What caused it.</param>
    public PostgresServerException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
