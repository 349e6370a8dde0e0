namespace PgCdc.Sdk.CatchUp;

/// <summary>A value that a log row holds of the captured row.</summary>
/// <param name="Name">The captured table's column.</param>
/// <param name="LogName">The log table's column.</param>
/// <param name="IsKey">Whether it belongs to the key.</param>
/// <param name="IsOld">Whether it is the value before the change.</param>
/// <param name="TypeOid">Its type; of a domain, the type beneath.</param>
/// <param name="IsText">Whether the type has no binary format, so that its text is asked for.</param>
internal sealed record LogColumn(string Name, string LogName, bool IsKey, bool IsOld, uint TypeOid, bool IsText);
