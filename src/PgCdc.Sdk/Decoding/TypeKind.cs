namespace PgCdc.Sdk.Decoding;

/// <summary>What the catalog says of a type that a user or an extension created (<c>typtype</c>, and <c>typelem</c> for arrays).</summary>
internal enum TypeKind
{
    Base,
    Enum,
    Composite,
    Range,
    Multirange,
    Array,
}
