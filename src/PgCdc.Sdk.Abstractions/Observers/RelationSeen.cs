namespace PgCdc.Sdk;

/// <summary>A table as the server described it.</summary>
/// <param name="Schema">The table's schema.</param>
/// <param name="Table">The table's name.</param>
/// <param name="Columns">The published columns, in the table's order.</param>
/// <param name="Entity">The captured entity it is bound to; <see langword="null"/> where no entity is mapped to the table.</param>
public sealed record RelationSeen(string Schema, string Table, IReadOnlyList<RelationColumnSeen> Columns, Type? Entity);
