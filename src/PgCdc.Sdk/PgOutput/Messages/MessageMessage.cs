namespace PgCdc.Sdk.PgOutput.Messages;

/// <summary>A logical message, written by pg_logical_emit_message.</summary>
/// <param name="IsTransactional">Whether it belongs to the open transaction; else it came on its own.</param>
/// <param name="Lsn">Where its record begins.</param>
/// <param name="Prefix">Its kind.</param>
/// <param name="ContentOffset">Where its content begins in the bytes that were parsed.</param>
internal readonly record struct MessageMessage(bool IsTransactional, Lsn Lsn, string Prefix, int ContentOffset);
