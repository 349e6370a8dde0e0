namespace PgCdc.Sdk;

/// <summary>What happened to a row, or to a whole table.</summary>
public enum ChangeOperation
{
    /// <summary>A row came into being.</summary>
    Insert = 1,

    /// <summary>A row was rewritten.</summary>
    Update = 2,

    /// <summary>A row went.</summary>
    Delete = 3,

    /// <summary>All rows of a table went at once.</summary>
    Truncate = 4,
}
