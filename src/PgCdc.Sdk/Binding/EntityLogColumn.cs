namespace PgCdc.Sdk.Binding;

/// <summary>A captured column in the log table.</summary>
/// <param name="Name">The column's name, the same in the table and in its log.</param>
/// <param name="IsKey">Whether it belongs to the key.</param>
/// <param name="OldName">The name of the log's column with the old value; <see langword="null"/> where there is none.</param>
public sealed record EntityLogColumn(string Name, bool IsKey, string? OldName);
