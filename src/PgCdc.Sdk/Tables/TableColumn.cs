namespace PgCdc.Sdk.Tables;

/// <summary>A column of a table as it is now.</summary>
/// <param name="Name">Its name.</param>
/// <param name="TypeOid">Its type; of a domain, the type beneath.</param>
/// <param name="IsText">Whether the type has no binary format, so that its text is asked for.</param>
/// <param name="TypeName">The type's name as SQL has it, quoted: what text is cast to.</param>
internal sealed record TableColumn(string Name, uint TypeOid, bool IsText, string TypeName);
