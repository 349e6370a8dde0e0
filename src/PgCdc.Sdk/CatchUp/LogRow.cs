namespace PgCdc.Sdk.CatchUp;

/// <summary>A row of a log table.</summary>
/// <param name="Xid">The transaction that wrote it.</param>
/// <param name="Table">Which of the log tables.</param>
/// <param name="Operation">I, U, D or T.</param>
/// <param name="Values">The values of the table's columns, as <c>record_send</c> writes them.</param>
internal readonly record struct LogRow(ulong Xid, int Table, char Operation, ReadOnlyMemory<byte> Values);
