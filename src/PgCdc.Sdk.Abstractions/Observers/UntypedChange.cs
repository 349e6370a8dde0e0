namespace PgCdc.Sdk;

/// <summary>A change by column names, of any published table.</summary>
/// <param name="Context">Where the change comes from.</param>
/// <param name="Operation">What happened.</param>
/// <param name="Schema">The table's schema.</param>
/// <param name="Table">The table's name.</param>
/// <param name="After">The row as it is now: after an insert or an update; else <see langword="null"/>.</param>
/// <param name="Before">
/// What came along of the old row: its key or all of it; <see langword="null"/> where nothing did.
/// </param>
public sealed record UntypedChange(
    ChangeContext Context,
    ChangeOperation Operation,
    string Schema,
    string Table,
    IReadOnlyList<UntypedField>? After,
    IReadOnlyList<UntypedField>? Before);
