using PgCdc.Sdk.Decoding;
using PgCdc.Sdk.Decoding.Fields;

namespace PgCdc.Sdk.Tests.Decoding;

/// <summary>A key's bytes as the text that the server reads.</summary>
public sealed class KeyTextTests
{
    public static TheoryData<uint, string, string> Keys => new()
    {
        { PgTypeOids.Int2, "FFFE", "-2" },
        { PgTypeOids.Int4, "0000002A", "42" },
        { PgTypeOids.Int8, "7FFFFFFFFFFFFFFF", "9223372036854775807" },
        { PgTypeOids.Uuid, "00112233445566778899AABBCCDDEEFF", "00112233-4455-6677-8899-aabbccddeeff" },
        { PgTypeOids.Text, "C3A9", "é" },
        { PgTypeOids.Bool, "01", "true" },
        { PgTypeOids.Bytea, "00FF", "\\x00FF" },
        { PgTypeOids.Date, "00000001", "2000-01-02" },
        { PgTypeOids.Time, "0000000000000001", "00:00:00.000001" },
        { PgTypeOids.Timestamp, "FFFFFFFFFFFFFFFF", "1999-12-31 23:59:59.999999" },
        { PgTypeOids.Timestamptz, "0000000000000001", "2000-01-01 00:00:00.000001+00" },
        { PgTypeOids.Numeric, "000200000000000200011388", "1.50" },
    };

    [Theory]
    [MemberData(nameof(Keys))]
    public void A_binary_key_is_written_as_the_server_reads_it(uint type, string bytes, string text) =>
        Assert.Equal(text, KeyText.Of(new Field(Convert.FromHexString(bytes), isText: false, type, Source(type))));

    [Fact]
    public void A_key_that_came_as_text_stays_so() => Assert.Equal("any", KeyText.Of(new Field("any"u8, isText: true, 99_999, Source(99_999))));

    [Fact]
    public void A_binary_key_of_a_users_type_is_not_guessed() =>
        Assert.Null(KeyText.Of(new Field([1, 2], isText: false, 99_999, Source(99_999))));

    private static FieldSource Source(uint type) => new("public.items", "id", type, "Item.Id");
}
