namespace PgCdc.Sdk;

/// <summary>A published column.</summary>
/// <param name="Name">The column's name.</param>
/// <param name="TypeOid">The object identifier of its type.</param>
/// <param name="IsKey">Whether it belongs to the replica identity.</param>
public sealed record RelationColumnSeen(string Name, uint TypeOid, bool IsKey);
