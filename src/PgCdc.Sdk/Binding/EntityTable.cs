namespace PgCdc.Sdk.Binding;

/// <summary>The table and columns that an entity is mapped to.</summary>
/// <param name="Schema">The table's schema.</param>
/// <param name="Table">The table's name.</param>
/// <param name="Columns">The column of each captured property, by the property's name.</param>
/// <param name="Log">The table's log; <see langword="null"/> where it has none.</param>
public sealed record EntityTable(string Schema, string Table, IReadOnlyDictionary<string, string> Columns, EntityLog? Log = null)
{
    /// <summary>The table as a person writes it.</summary>
    public string DisplayName => $"{Schema}.{Table}";
}
