namespace PgCdc.Sdk.Tests.Fixtures;

/// <summary>What handlers wrote in one unit of work, as a DbContext would hold it; scoped.</summary>
internal sealed class UnitWrites : List<string>;
