using PgCdc.Sdk.Decoding;

namespace PgCdc.Sdk.IntegrationTests.Decoding;

/// <summary>Reads <c>pair</c>, whose first attribute is a composite and whose second a domain.</summary>
internal sealed class PairDecoder() : CompositeDecoder<Tuple<Part?, int?>>(new PartDecoder(), FieldDecoders.Int32)
{
    protected override Tuple<Part?, int?> Build(IReadOnlyList<object?> values) => new((Part?)values[0], (int?)values[1]);
}
