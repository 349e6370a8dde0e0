namespace PgCdc.Sdk.Wal;

/// <summary>The server cannot decode the write-ahead log that the slot needs.</summary>
internal sealed class UndecodableException(string message, Exception innerException) : PgCdcException(message, innerException);
