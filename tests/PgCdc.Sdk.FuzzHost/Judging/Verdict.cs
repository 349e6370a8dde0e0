namespace PgCdc.Sdk.FuzzHost.Judging;

/// <summary>How bytes were taken.</summary>
/// <param name="Outcome">"read", or the refusal's type.</param>
/// <param name="Changes">How many changes came out before.</param>
/// <param name="Fault">What must not be; <see langword="null"/> where all is right.</param>
internal sealed record Verdict(string Outcome, int Changes, string? Fault);
