using PgCdc.Sdk.Decoding;
using static PgCdc.Sdk.Tests.Decoding.FieldSamples;

namespace PgCdc.Sdk.Tests.Decoding;

public sealed class TsQueryDistanceTests
{
    private const uint TsQuery = 3615;

    [Theory]
    [InlineData("FF FF")]
    [InlineData("80 00")]
    public void A_phrase_of_a_negative_distance_is_refused(string distance)
    {
        // Three items: the phrase, then its right and its left operand.
        var query = $"00 00 00 03 02 04 {distance} 01 00 00 62 00 01 00 00 61 00";

        _ = FailureOfBinary(FieldDecoders.TsQuery, TsQuery, query);
        _ = ReadBinary(FieldDecoders.TsQuery, TsQuery, query.Replace(distance, "00 01", StringComparison.Ordinal));
    }
}
