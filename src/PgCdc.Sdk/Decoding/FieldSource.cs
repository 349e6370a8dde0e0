namespace PgCdc.Sdk.Decoding;

/// <summary>The column behind a property, for types that depend on it and for sentences that name it.</summary>
/// <param name="Table">The table as a person writes it, for example <c>public.orders</c>.</param>
/// <param name="Column">The column's name.</param>
/// <param name="TypeOid">The object identifier of the column's type.</param>
/// <param name="Property">The property, for example <c>Order.Status</c>.</param>
internal sealed record FieldSource(string Table, string Column, uint TypeOid, string Property);
