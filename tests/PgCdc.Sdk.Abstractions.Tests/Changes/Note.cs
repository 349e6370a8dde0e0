namespace PgCdc.Sdk.Abstractions.Tests.Changes;

/// <summary>A captured entity.</summary>
internal sealed record Note(int Id, string? Text);
