namespace PgCdc.Sdk.Decoding;

/// <summary>Where a field's bytes lie in a message.</summary>
internal readonly record struct FieldSlice(FieldKind Kind, int Offset, int Length);
