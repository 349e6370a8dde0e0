namespace PgCdc.Sdk.Decoding.Fields;

/// <summary>Stands where only the model knows how a column becomes a <typeparamref name="T"/>; binding puts the model's decoder in its place.</summary>
internal sealed class MappedField<T> : FieldDecoder<T>
    where T : notnull
{
    public override string Reads => "what the model's mapping stores";

    internal override bool AwaitsMapping => true;

    /// <summary>Nothing: a start-up check and the binding name the property for which no decoder came.</summary>
    public override bool Accepts(uint typeOid) => false;

    public override T Read(in Field field)
    {
        field.Fail($"no decoder of {typeof(T).Name} is known");
        return default;
    }
}
