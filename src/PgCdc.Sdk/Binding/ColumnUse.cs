using PgCdc.Sdk.Decoding;

namespace PgCdc.Sdk.Binding;

/// <summary>A column that a property is read from.</summary>
/// <param name="Property">The property.</param>
/// <param name="Path">The property, or its part that the column feeds, as a sentence names it.</param>
/// <param name="Column">The column's name.</param>
/// <param name="Decoder">What reads it.</param>
/// <param name="IsNullable">Whether it may be NULL.</param>
internal sealed record ColumnUse(FieldProperty Property, string Path, string Column, FieldDecoder Decoder, bool IsNullable);
