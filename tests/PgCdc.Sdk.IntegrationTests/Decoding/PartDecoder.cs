using PgCdc.Sdk.Decoding;

namespace PgCdc.Sdk.IntegrationTests.Decoding;

/// <summary>Reads <c>part</c>.</summary>
internal sealed class PartDecoder() : CompositeDecoder<Part>(
    FieldDecoders.String, FieldDecoders.Int32, FieldDecoders.Decimal, FieldDecoders.DateTime, FieldDecoders.String, FieldDecoders.ArrayOf(FieldDecoders.Int32))
{
    protected override Part Build(IReadOnlyList<object?> values) => new(
        (string?)values[0],
        (int?)values[1],
        (decimal?)values[2],
        (DateTime?)values[3],
        (string?)values[4],
        values[5] is int[] sizes ? string.Join(',', sizes) : null);
}
