namespace PgCdc.Sdk.PgOutput.Messages;

/// <summary>A published column.</summary>
/// <param name="Name">The column's name.</param>
/// <param name="IsKey">Whether it belongs to the replica identity.</param>
/// <param name="TypeOid">The object identifier of its type.</param>
/// <param name="TypeModifier">Its type modifier, -1 for none.</param>
internal sealed record RelationColumn(string Name, bool IsKey, uint TypeOid, int TypeModifier);
