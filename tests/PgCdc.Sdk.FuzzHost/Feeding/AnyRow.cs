namespace PgCdc.Sdk.FuzzHost.Feeding;

/// <summary>An entity of whatever columns its table has.</summary>
/// <param name="Values">The values of its properties; <see langword="null"/> for NULL and for what was not sent.</param>
internal sealed record AnyRow(object?[] Values);
