namespace PgCdc.Sdk;

/// <summary>A change of a <see cref="PhantomTransaction"/>.</summary>
/// <param name="Table">The table, for example <c>public.orders</c>.</param>
/// <param name="Operation">What happened.</param>
/// <param name="Key">The row's key, as the generated key type of the entity; <see langword="null"/> for a truncate.</param>
public sealed record PhantomChange(string Table, ChangeOperation Operation, object? Key);
