using PgCdc.Sdk.Decoding;
using PgCdc.Sdk.Decoding.Fields;
using static PgCdc.Sdk.Tests.Decoding.FieldSamples;

namespace PgCdc.Sdk.Tests.Decoding;

public sealed class EnumTests
{
    private static readonly FieldDecoder<Mood> Decoder = FieldDecoders.Enum(
        number => (Mood)number,
        label => label switch
        {
            "Happy" or "happy" => Mood.Happy,
            "Sad" or "sad" => Mood.Sad,
            _ => null,
        });

    private enum Mood : byte
    {
        Sad = 1,
        Happy = 2,
    }

    [Fact]
    public void An_integer_is_the_members_number_even_of_none()
    {
        Assert.Equal(Mood.Happy, ReadBinary(Decoder, PgTypeOids.Int4, "00000002"));
        Assert.Equal(Mood.Sad, ReadText(Decoder, PgTypeOids.Int2, "1"));
        Assert.Equal((Mood)77, ReadBinary(Decoder, PgTypeOids.Int8, "000000000000004D"));
        Assert.Equal(Mood.Happy, ReadBinary(Decoder, PgTypeOids.Numeric, "0001 0000 0000 0000 0002"));
    }

    [Fact]
    public void A_number_that_the_type_behind_cannot_hold_fails_and_never_wraps()
    {
        FailureOfBinary(Decoder, PgTypeOids.Int4, "00000102");
        FailureOfBinary(Decoder, PgTypeOids.Int4, "FFFFFFFF");
        FailureOfText(Decoder, PgTypeOids.Numeric, "18446744073709551615");
        FailureOfText(Decoder, PgTypeOids.Text, "258");
    }

    [Theory]
    [InlineData(PgTypeOids.Text)]
    [InlineData(PgTypeOids.Varchar)]
    [InlineData(Dynamic)]
    public void A_text_is_the_members_name_or_label(uint oid)
    {
        Assert.Equal(Mood.Happy, ReadText(Decoder, oid, "happy"));
        Assert.Equal(Mood.Happy, ReadBinary(Decoder, oid, Convert.ToHexString("Happy"u8)));
        var sentence = FailureOfText(Decoder, oid, "angry");
        Assert.Contains("none of Mood's", sentence, StringComparison.Ordinal);
        Assert.DoesNotContain("angry", sentence, StringComparison.Ordinal);
        FailureOfText(Decoder, oid, new string('x', 300));
        FailureOfText(Decoder, oid, "");
        FailureOfBinary(Decoder, oid, "FF");
    }

    [Fact]
    public void A_number_in_a_text_column_is_a_number_as_EF_writes_values_without_a_name()
    {
        Assert.Equal((Mood)77, ReadText(Decoder, PgTypeOids.Text, "77"));
        FailureOfText(Decoder, Dynamic, "77");
    }

    [Fact]
    public void The_blanks_that_pad_a_character_column_are_no_part_of_the_label() =>
        Assert.Equal(Mood.Sad, ReadText(Decoder, PgTypeOids.Bpchar, "sad   "));
}
