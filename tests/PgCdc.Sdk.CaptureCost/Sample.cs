namespace PgCdc.Sdk.CaptureCost;

/// <summary>One measured statement.</summary>
/// <param name="Milliseconds">How long it took, its commit included.</param>
/// <param name="WalBytes">How much write-ahead log it made.</param>
internal readonly record struct Sample(double Milliseconds, double WalBytes);
