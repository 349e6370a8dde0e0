namespace PgCdc.Sdk.Migrations.Metadata;

/// <summary>How the server fills a column.</summary>
public enum ColumnGeneration
{
    /// <summary>The writer gives its value.</summary>
    None = 0,

    /// <summary>GENERATED … STORED: logged like any value, in the stream only where the server publishes it (18 and later, on request).</summary>
    Stored = 1,

    /// <summary>GENERATED … VIRTUAL: computed when read, so neither logged nor published.</summary>
    Virtual = 2,
}
