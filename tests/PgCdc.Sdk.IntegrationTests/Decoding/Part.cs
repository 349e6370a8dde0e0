namespace PgCdc.Sdk.IntegrationTests.Decoding;

/// <summary>What the composite type <c>part</c> becomes; the sizes with commas between them.</summary>
internal sealed record Part(string? Name, int? Amount, decimal? Price, DateTime? Made, string? Mood, string? Sizes);
