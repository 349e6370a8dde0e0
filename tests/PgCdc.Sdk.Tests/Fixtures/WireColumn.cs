namespace PgCdc.Sdk.Tests.Fixtures;

/// <summary>A column of a Relation message.</summary>
internal sealed record WireColumn(string Name, uint TypeOid, bool IsKey = false, int Modifier = -1);
