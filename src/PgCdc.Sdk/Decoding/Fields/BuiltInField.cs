namespace PgCdc.Sdk.Decoding.Fields;

/// <summary>A decoder of a list of built-in types.</summary>
/// <remarks>
/// A dynamic identifier (a domain, an enum, an extension's type) is accepted by each: only the bytes can tell whether it fits, and
/// they fail typed where they do not.
/// </remarks>
internal abstract class BuiltInField<T>(string reads, params uint[] oids) : FieldDecoder<T>
    where T : notnull
{
    public sealed override string Reads => reads;

    public sealed override bool Accepts(uint typeOid) => PgTypeOids.IsDynamic(typeOid) || Array.IndexOf(oids, typeOid) >= 0;

    /// <summary>An extension's type may be like a built-in one; an enum is read by what reads text.</summary>
    internal sealed override bool AcceptsKind(TypeKind kind) =>
        kind == TypeKind.Base || (kind == TypeKind.Enum && Array.IndexOf(oids, PgTypeOids.Text) >= 0);
}
