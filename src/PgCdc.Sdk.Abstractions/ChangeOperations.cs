namespace PgCdc.Sdk;

/// <summary>The operations of a table that are captured.</summary>
[Flags]
public enum ChangeOperations
{
    /// <summary>No operation.</summary>
    None = 0,

    /// <summary>Rows that are inserted, by INSERT, COPY, upsert or MERGE.</summary>
    Insert = 1,

    /// <summary>Rows that are updated.</summary>
    Update = 2,

    /// <summary>Rows that are deleted, by cascades too.</summary>
    Delete = 4,

    /// <summary>The whole table emptied by TRUNCATE.</summary>
    Truncate = 8,

    /// <summary>Every operation: the default.</summary>
    All = Insert | Update | Delete | Truncate,
}
