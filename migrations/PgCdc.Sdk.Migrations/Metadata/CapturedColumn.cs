using PgCdc.Sdk.Migrations.Schema;

namespace PgCdc.Sdk.Migrations.Metadata;

/// <summary>A column of a captured table.</summary>
/// <param name="Name">The column's name.</param>
/// <param name="StoreType">The column's type as PostgreSQL writes it.</param>
/// <param name="IsKey">Whether the column is part of the key that changes are told by: the primary one, or that of the replica identity's index.</param>
/// <param name="IsExcluded">Whether the column is neither published nor logged.</param>
/// <param name="Generation">How the server fills the column.</param>
public sealed record CapturedColumn(
    string Name,
    string StoreType,
    bool IsKey = false,
    bool IsExcluded = false,
    ColumnGeneration Generation = ColumnGeneration.None)
{
    /// <summary>Whether the log table has this column.</summary>
    public bool IsLogged => !IsExcluded && Generation != ColumnGeneration.Virtual;

    /// <summary>Whether every supported server can publish this column.</summary>
    public bool IsPublished => !IsExcluded && Generation == ColumnGeneration.None;

    /// <summary>The name of the log table's column with this column's old value.</summary>
    public string OldName => ObjectName.Fit(SchemaNames.OldColumnPrefix, Name);
}
