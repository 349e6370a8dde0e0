namespace PgCdc.Sdk.Generators.Model;

/// <summary>An entity that a handler names itself.</summary>
/// <param name="FullName">The entity in full.</param>
/// <param name="Decoder">Its decoder in full, where it comes from a referenced assembly; else <see langword="null"/>.</param>
/// <param name="Operations">The operations whose interfaces the handler implements; batches are every operation.</param>
internal sealed record HandledEntity(string FullName, string? Decoder, CapturedOperations Operations);
