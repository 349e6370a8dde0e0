using Npgsql;
using PgCdc.Sdk.Decoding;

namespace PgCdc.Sdk.IntegrationTests.Decoding;

/// <summary>A composite value is what Npgsql reads of its attributes one by one, whichever door it comes through.</summary>
[Trait("Needs", "Postgres")]
public sealed class CompositeTests(SampleServer fixture) : IClassFixture<SampleServer>
{
    private const string Attributes = "({0}).name, ({0}).amount, ({0}).price, ({0}).made, ({0}).mood::text, array_to_string(({0}).sizes, ',')";

    public static TheoryData<string> Parts => CompositeSamples.Parts;

    public static TheoryData<string> Pairs => CompositeSamples.Pairs;

    [Theory]
    [MemberData(nameof(Parts))]
    public async Task A_composite_has_its_attributes(string sql)
    {
        var expected = await ReadAsync(Attributes.Replace("{0}", "value", StringComparison.Ordinal), sql, ReadPart);
        Assert.All(fixture.FieldsOf(sql), field => Assert.Equal(expected, field.Read(new PartDecoder())));
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public async Task A_composite_within_another_and_a_domain_are_read(string sql)
    {
        var expected = await ReadAsync(
            Attributes.Replace("{0}", "(value).first", StringComparison.Ordinal) + ", (value).second, (value).first IS NULL",
            sql,
            reader => Tuple.Create(reader.GetBoolean(7) ? null : ReadPart(reader), reader.IsDBNull(6) ? (int?)null : reader.GetInt32(6)));
        Assert.All(fixture.FieldsOf(sql), field => Assert.Equal(expected, field.Read(new PairDecoder())));
    }

    [Fact]
    public void A_composite_of_other_attributes_fails()
    {
        foreach (var field in fixture.FieldsOf(CompositeSamples.Pairs.First().Data))
        {
            Assert.Throws<DecodeException>(() => field.Read(new PartDecoder()));
        }
    }

    private static Part ReadPart(NpgsqlDataReader reader) => new(
        reader.IsDBNull(0) ? null : reader.GetString(0),
        reader.IsDBNull(1) ? null : reader.GetInt32(1),
        reader.IsDBNull(2) ? null : reader.GetDecimal(2),
        reader.IsDBNull(3) ? null : reader.GetDateTime(3),
        reader.IsDBNull(4) ? null : reader.GetString(4),
        reader.IsDBNull(5) ? null : reader.GetString(5));

    private async Task<T> ReadAsync<T>(string columns, string sql, Func<NpgsqlDataReader, T> read)
    {
        await using var connection = new NpgsqlConnection(fixture.Server.ConnectionString);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = new NpgsqlCommand($"SELECT {columns} FROM ({fixture.SelectOf(sql)}) AS sample", connection);
        await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        Assert.True(await reader.ReadAsync(TestContext.Current.CancellationToken));
        return read(reader);
    }
}
