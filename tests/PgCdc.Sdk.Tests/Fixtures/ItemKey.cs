namespace PgCdc.Sdk.Tests.Fixtures;

/// <summary>The key type that the generator would emit.</summary>
internal readonly record struct ItemKey(long Id);
