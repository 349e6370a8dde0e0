namespace PgCdc.Sdk.FuzzHost.Recording;

/// <summary>A column's type with three values of it, as SQL.</summary>
/// <param name="Sql">The type.</param>
/// <param name="Values">The values' literals, without quotes.</param>
internal sealed record SampleType(string Sql, params string[] Values)
{
    /// <summary>The value as an expression of the type.</summary>
    public string Literal(int row) => $"'{Values[row % Values.Length].Replace("'", "''", StringComparison.Ordinal)}'::{Sql}";
}
