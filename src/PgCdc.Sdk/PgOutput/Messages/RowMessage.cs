namespace PgCdc.Sdk.PgOutput.Messages;

/// <summary>An insert, update or delete; its tuples lie in the buffers that the parser was given.</summary>
/// <param name="RelationId">The table's object identifier.</param>
/// <param name="Old">What came along of the old row.</param>
/// <param name="HasNew">Whether there is a new row.</param>
internal readonly record struct RowMessage(uint RelationId, OldTuple Old, bool HasNew);
