namespace PgCdc.Sdk.FailoverHost.Rounds;

/// <summary>Something did not happen that had to, such as a consumer's next step; the message says what, and what it did instead.</summary>
public sealed class RoundsFailedException(string message) : Exception(message);
