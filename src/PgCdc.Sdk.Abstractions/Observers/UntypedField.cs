namespace PgCdc.Sdk;

/// <summary>A column's value in an <see cref="UntypedChange"/>.</summary>
/// <param name="Column">The column's name.</param>
/// <param name="TypeOid">The object identifier of its type.</param>
/// <param name="IsSent">Whether the value came along; an unchanged out-of-line (TOAST) value does not.</param>
/// <param name="Value">
/// The value: of the common types as .NET has it, of others as the bytes that the server sent. <see langword="null"/> is NULL, or a
/// value that was not sent.
/// </param>
public sealed record UntypedField(string Column, uint TypeOid, bool IsSent, object? Value);
