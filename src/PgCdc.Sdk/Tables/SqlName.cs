namespace PgCdc.Sdk.Tables;

/// <summary>Names within SQL. Pure.</summary>
internal static class SqlName
{
    public static string Quote(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    public static string Quote(string schema, string name) => $"{Quote(schema)}.{Quote(name)}";
}
