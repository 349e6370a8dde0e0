using System.Globalization;
using Npgsql;
using PgCdc.Sdk.Decoding;

namespace PgCdc.Sdk.IntegrationTests.Decoding;

/// <summary>
/// What a server sends is read as Npgsql reads it, whichever door it comes through: the same value, or a failure on both sides.
/// </summary>
[Trait("Needs", "Postgres")]
public sealed class NpgsqlComparisonTests(SampleServer fixture) : IClassFixture<SampleServer>
{
    public static TheoryData<string, string> Scalars => ScalarSamples.All;

    public static TheoryData<string, string> Collections => CollectionSamples.All;

    public static TheoryData<string, string> Ranges => RangeSamples.All;

    public static TheoryData<string, string> Geometries => GeometrySamples.All;

    public static TheoryData<string, string> TextSearch => TextSearchSamples.All;

    public static TheoryData<string, string> Extensions => ExtensionSamples.All;

    public static TheoryData<string, string> OnlyNpgsqlReads => DifferenceSamples.OnlyNpgsqlReads;

    public static TheoryData<string, string, string> OnlyWeRead => DifferenceSamples.OnlyWeRead;

    public static TheoryData<string> ObjectNumbers => DifferenceSamples.ObjectNumbers;

    [Theory]
    [MemberData(nameof(Scalars))]
    public Task A_value_is_what_Npgsql_reads_or_fails_as_there(string type, string sql) => IsAsWithNpgsqlAsync(type, sql);

    [Theory]
    [MemberData(nameof(Collections))]
    public Task An_array_is_what_Npgsql_reads_or_fails_as_there(string type, string sql) => IsAsWithNpgsqlAsync(type, sql);

    [Theory]
    [MemberData(nameof(Ranges))]
    public Task A_range_is_what_Npgsql_reads_or_fails_as_there(string type, string sql) => IsAsWithNpgsqlAsync(type, sql);

    [Theory]
    [MemberData(nameof(Geometries))]
    public Task A_geometric_value_is_what_Npgsql_reads(string type, string sql) => IsAsWithNpgsqlAsync(type, sql);

    [Theory]
    [MemberData(nameof(TextSearch))]
    public Task A_text_search_value_is_what_Npgsql_reads(string type, string sql) => IsAsWithNpgsqlAsync(type, sql);

    [Theory]
    [MemberData(nameof(Extensions))]
    public Task A_value_of_an_extensions_type_is_what_Npgsql_reads(string type, string sql)
    {
        Assert.SkipUnless(fixture.HasExtensions, "This PostgreSQL was installed without hstore, citext and ltree.");
        return IsAsWithNpgsqlAsync(type, sql);
    }

    [Theory]
    [MemberData(nameof(OnlyNpgsqlReads))]
    public async Task What_Npgsql_reads_with_a_loss_fails(string type, string sql)
    {
        Assert.NotNull(await ReadWithNpgsqlAsync(Comparisons.All[type], sql));
        Assert.All(fixture.FieldsOf(sql), field => Assert.Throws<DecodeException>(() => field.Read(Comparisons.All[type].Decoder)));
    }

    [Theory]
    [MemberData(nameof(OnlyWeRead))]
    public async Task What_only_Npgsql_cannot_hold_is_read(string type, string sql, string expected)
    {
        Assert.Null(await ReadWithNpgsqlAsync(Comparisons.All[type], sql));
        Assert.All(
            fixture.FieldsOf(sql),
            field => Assert.Equal(expected, Convert.ToString(field.Read(Comparisons.All[type].Decoder), CultureInfo.InvariantCulture)));
    }

    [Theory]
    [MemberData(nameof(ObjectNumbers))]
    public async Task An_objects_number_is_read_from_its_binary_format_and_its_name_fails(string sql)
    {
        await using var connection = new NpgsqlConnection(fixture.Server.ConnectionString);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = new NpgsqlCommand($"SELECT ({sql})::oid", connection);
        var expected = await command.ExecuteScalarAsync(TestContext.Current.CancellationToken);
        Assert.All(
            fixture.FieldsOf(sql),
            field => Assert.Equal(field.IsText ? null : expected, Comparison.Attempt<DecodeException>(() => field.Read(FieldDecoders.UInt32))));
    }

    [Fact]
    public async Task An_infinite_interval_is_no_TimeSpan_and_an_NpgsqlInterval()
    {
        Assert.SkipUnless(fixture.Server.Version >= 17, "PostgreSQL has infinite intervals from 17 on.");
        await using var connection = new NpgsqlConnection(fixture.Server.ConnectionString);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        foreach (var sql in new[] { "'infinity'::interval", "'-infinity'::interval" })
        {
            var expected = await ReadWithNpgsqlAsync(Comparisons.All["NpgsqlInterval"], sql);
            var value = await SentValue.FetchAsync(connection, sql);
            foreach (var text in new[] { false, true })
            {
                Assert.Equal(expected, value.Read(FieldDecoders.Interval, text));
                Assert.Throws<DecodeException>(() => value.Read(FieldDecoders.TimeSpan, text));
            }
        }
    }

    private async Task IsAsWithNpgsqlAsync(string type, string sql)
    {
        var comparison = Comparisons.All[type];
        var expected = await ReadWithNpgsqlAsync(comparison, sql);
        var fields = fixture.FieldsOf(sql);
        Assert.Equal(5, fields.Count);
        Assert.All(fields, field =>
        {
            Assert.True(comparison.Decoder.Accepts(field.Oid), $"{comparison.Decoder.Reads} does not accept {field.Oid} ({field.Door})");
            Assert.Equal(expected, Comparison.Attempt<DecodeException>(() => field.Read(comparison.Decoder)));
        });
    }

    /// <summary>The value; <see langword="null"/> where Npgsql cannot read it.</summary>
    private async Task<object?> ReadWithNpgsqlAsync(Comparison comparison, string sql)
    {
        var cancellation = TestContext.Current.CancellationToken;
        await using var connection = new NpgsqlConnection(fixture.Server.ConnectionString);
        await connection.OpenAsync(cancellation);
        await using var command = new NpgsqlCommand(fixture.SelectOf(sql), connection);
        try
        {
            await using var reader = await command.ExecuteReaderAsync(cancellation);
            Assert.True(await reader.ReadAsync(cancellation));
            return Comparison.Attempt<Exception>(() => comparison.ReadWithNpgsql(reader));
        }
        catch (PostgresException failure) when (failure.SqlState == PostgresErrorCodes.UndefinedFunction)
        {
            // "no binary output function available": Npgsql reads nothing in text.
            return null;
        }
    }
}
