namespace PgCdc.Sdk.Decoding.Fields;

/// <summary>Reads <c>hstore</c>, whose identifier every server chooses.</summary>
/// <param name="allowsNulls">Whether the property's values can be null.</param>
internal sealed class HstoreField(bool allowsNulls) : BuiltInField<Dictionary<string, string?>>("hstore")
{
    public override Dictionary<string, string?> Read(in Field field) => HstoreFormat.Read(field, allowsNulls);
}
