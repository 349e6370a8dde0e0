using System.Collections.Immutable;

namespace PgCdc.Sdk.Decoding.Fields;

/// <summary>Reads <c>hstore</c> into a dictionary that does not change.</summary>
/// <param name="allowsNulls">Whether the property's values can be null.</param>
internal sealed class ImmutableHstoreField(bool allowsNulls) : BuiltInField<ImmutableDictionary<string, string?>>("hstore")
{
    public override ImmutableDictionary<string, string?> Read(in Field field) => HstoreFormat.Read(field, allowsNulls).ToImmutableDictionary();
}
