namespace PgCdc.Sdk.Decoding;

/// <summary>A column of a <see cref="StructureDecoder"/>.</summary>
/// <param name="Path">The member that it feeds, below the property: for example <c>City</c>, or <c>Location.Latitude</c>.</param>
/// <param name="Column">The column's name.</param>
/// <param name="Decoder">What reads it.</param>
/// <param name="IsNullable">Whether the member can hold null.</param>
public sealed record StructureColumn(string Path, string Column, FieldDecoder Decoder, bool IsNullable);
