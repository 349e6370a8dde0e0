using System.Text;
using PgCdc.Sdk.Decoding;
using PgCdc.Sdk.Decoding.Fields;
using static PgCdc.Sdk.Tests.Decoding.FieldSamples;

namespace PgCdc.Sdk.Tests.Decoding;

public sealed class TextTests
{
    [Theory]
    [InlineData(PgTypeOids.Text)]
    [InlineData(PgTypeOids.Varchar)]
    [InlineData(PgTypeOids.Bpchar)]
    [InlineData(PgTypeOids.Name)]
    [InlineData(PgTypeOids.Json)]
    [InlineData(PgTypeOids.Xml)]
    [InlineData(PgTypeOids.Unknown)]
    [InlineData(Dynamic)]
    public void Text_is_itself_in_both_formats(uint oid)
    {
        const string Text = "grün 🐘 ";
        Assert.Equal(Text, FieldDecoders.String.Read(FieldOf(Encoding.UTF8.GetBytes(Text), oid)));
        Assert.Equal(Text, FieldDecoders.String.Read(FieldOf(Encoding.UTF8.GetBytes(Text), oid, text: true)));
        Assert.Equal("", FieldDecoders.String.Read(FieldOf([], oid)));
    }

    [Fact]
    public void Text_that_is_not_UTF8_fails_rather_than_being_mended()
    {
        var sentence = FailureOfBinary(FieldDecoders.String, PgTypeOids.Text, "41 FF 42");
        Assert.Contains("not valid UTF-8", sentence, StringComparison.Ordinal);
        FailureOfBinary(FieldDecoders.Char, PgTypeOids.Bpchar, "C3");
    }

    [Fact]
    public void A_jsonb_loses_its_version_byte_only_in_binary()
    {
        Assert.Equal("{}", ReadBinary(FieldDecoders.String, PgTypeOids.Jsonb, "01 7B7D"));
        Assert.Equal("{}", ReadText(FieldDecoders.String, PgTypeOids.Jsonb, "{}"));
        FailureOfBinary(FieldDecoders.String, PgTypeOids.Jsonb, "02 7B7D");
        FailureOfBinary(FieldDecoders.String, PgTypeOids.Jsonb, "");
    }

    [Theory]
    [InlineData("01 7B7D")]
    [InlineData("0000000100000001 61 00000001 62")]
    [InlineData("00000007")]
    public void Bytes_of_an_unknown_type_that_are_no_text_fail(string hex) =>
        FailureOfBinary(FieldDecoders.String, Dynamic, hex);

    [Fact]
    public void A_character_is_text_of_one()
    {
        Assert.Equal('x', ReadText(FieldDecoders.Char, PgTypeOids.Bpchar, "x"));
        Assert.Equal('ü', ReadBinary(FieldDecoders.Char, PgTypeOids.Text, "C3BC"));
        Assert.Equal(' ', ReadText(FieldDecoders.Char, PgTypeOids.Bpchar, " "));
        Assert.Equal('x', ReadText(FieldDecoders.Char, PgTypeOids.Bpchar, "x  "));
        FailureOfText(FieldDecoders.Char, PgTypeOids.Text, "x ");
        FailureOfText(FieldDecoders.Char, PgTypeOids.Text, "xy");
        FailureOfText(FieldDecoders.Char, PgTypeOids.Text, "");
        FailureOfText(FieldDecoders.Char, PgTypeOids.Text, "🐘");
    }

    [Fact]
    public void A_uuid_reads_alike_in_both_formats()
    {
        var expected = Guid.Parse("00112233-4455-6677-8899-aabbccddeeff");
        Assert.Equal(expected, ReadBinary(FieldDecoders.Guid, PgTypeOids.Uuid, "00112233445566778899AABBCCDDEEFF"));
        Assert.Equal(expected, ReadText(FieldDecoders.Guid, PgTypeOids.Uuid, "00112233-4455-6677-8899-aabbccddeeff"));
        Assert.Contains("16 bytes and 1 came", FailureOfBinary(FieldDecoders.Guid, PgTypeOids.Uuid, "00"), StringComparison.Ordinal);
        FailureOfText(FieldDecoders.Guid, PgTypeOids.Uuid, "00112233445566778899aabbccddeeff");
        FailureOfText(FieldDecoders.Guid, PgTypeOids.Uuid, "00112233-4455-6677-8899-aabbccddeeff ");
    }

    [Theory]
    [InlineData("\\x", "")]
    [InlineData("\\xdeadBEEF00", "DEADBEEF00")]
    [InlineData("", "")]
    [InlineData("abc", "616263")]
    [InlineData("a\\\\b\\000\\377", "615C6200FF")]
    [InlineData("\\\\x41", "5C783431")]
    public void A_bytea_reads_from_its_bytes_and_from_both_of_its_texts(string text, string hex)
    {
        Assert.Equal(Bytes(hex), ReadText(FieldDecoders.Bytes, PgTypeOids.Bytea, text));
        Assert.Equal(Bytes(hex), ReadBinary(FieldDecoders.Bytes, PgTypeOids.Bytea, hex));
    }

    [Theory]
    [InlineData("\\x1")]
    [InlineData("\\xzz")]
    [InlineData("\\")]
    [InlineData("a\\12")]
    [InlineData("\\400")]
    [InlineData("\\n")]
    public void A_text_that_is_no_bytea_fails(string text) => FailureOfText(FieldDecoders.Bytes, PgTypeOids.Bytea, text);

    [Theory]
    [InlineData(PgTypeOids.Json, "7B2261223A317D", false)]
    [InlineData(PgTypeOids.Jsonb, "017B2261223A317D", false)]
    [InlineData(PgTypeOids.Jsonb, "7B2261223A317D", true)]
    [InlineData(Dynamic, "017B2261223A317D", false)]
    [InlineData(Dynamic, "7B2261223A317D", false)]
    public void A_json_document_is_read(uint oid, string hex, bool text)
    {
        using var document = FieldDecoders.JsonDocument.Read(FieldOf(Bytes(hex), oid, text));
        Assert.Equal(1, document.RootElement.GetProperty("a").GetInt32());
    }

    [Fact]
    public void A_json_document_outlives_the_buffer_it_came_in()
    {
        var buffer = "{\"a\":1}"u8.ToArray();
        using var document = FieldDecoders.JsonDocument.Read(FieldOf(buffer, PgTypeOids.Json));
        Array.Clear(buffer);
        Assert.Equal("{\"a\":1}", document.RootElement.GetRawText());
    }

    [Fact]
    public void A_deep_json_document_is_read_and_malformed_ones_fail_without_quoting_the_value()
    {
        using var deep = ReadText(FieldDecoders.JsonDocument, PgTypeOids.Json, new string('[', 999) + new string(']', 999));
        Assert.DoesNotContain("secret", FailureOfText(FieldDecoders.JsonDocument, PgTypeOids.Json, "secret"), StringComparison.Ordinal);
        FailureOfText(FieldDecoders.JsonDocument, PgTypeOids.Json, "");
        FailureOfText(FieldDecoders.JsonDocument, PgTypeOids.Json, new string('[', 1001) + new string(']', 1001));
        FailureOfBinary(FieldDecoders.JsonDocument, PgTypeOids.Jsonb, "03 31");
    }

    [Theory]
    [InlineData(PgTypeOids.Json, "22 FF 22")]
    [InlineData(PgTypeOids.Json, "7B 22 61 22 3A 22 C3 28 22 7D")]
    [InlineData(PgTypeOids.Jsonb, "01 22 ED A0 80 22")]
    public void JSON_that_is_no_text_is_refused_before_a_handler_reads_it(uint oid, string hex)
    {
        Assert.Contains("not valid UTF-8", FailureOfBinary(FieldDecoders.JsonDocument, oid, hex), StringComparison.Ordinal);
        Assert.Contains("not valid UTF-8", FailureOfBinary(FieldDecoders.JsonElement, oid, hex), StringComparison.Ordinal);
    }
}
