namespace PgCdc.Sdk.Binding;

/// <summary>Which rows of a table that several entities share (a table per hierarchy) belong to an entity.</summary>
/// <param name="Column">The column that tells.</param>
/// <param name="Types">For each of its values that stands for the entity or for one that derives from it, as text: which one.</param>
/// <param name="IsRoot">Whether every row of the table belongs to the entity, also one whose value did not come along.</param>
public sealed record EntityDiscriminator(string Column, IReadOnlyDictionary<string, Type> Types, bool IsRoot);
