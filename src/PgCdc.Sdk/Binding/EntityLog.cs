namespace PgCdc.Sdk.Binding;

/// <summary>The log table of a captured table, as the migrations made it.</summary>
/// <param name="Schema">The log table's schema.</param>
/// <param name="Table">The log table's name.</param>
/// <param name="Columns">Its columns besides those that every log table has.</param>
/// <param name="HasFullOldRow">Whether updates and deletes log the old row, as with replica identity full, rather than the old key.</param>
public sealed record EntityLog(string Schema, string Table, IReadOnlyList<EntityLogColumn> Columns, bool HasFullOldRow);
