using System.Globalization;
using System.Text.Json;
using Npgsql;
using PgCdc.Sdk.Decoding;

namespace PgCdc.Sdk.IntegrationTests.Decoding;

/// <summary>
/// What a server sends is read as Npgsql reads it: the same value, or a failure on both sides; and the text format gives what the
/// binary format gives, whatever a session's settings.
/// </summary>
[Trait("Needs", "Postgres")]
public sealed class NpgsqlComparisonTests(DecodingServer fixture) : IClassFixture<DecodingServer>
{
    private static readonly string[] Sessions =
    [
        "SET timezone = 'UTC'",
        "SET timezone = 'Asia/Kolkata'",
        "SET timezone = 'America/St_Johns'; SET intervalstyle = 'iso_8601'; SET bytea_output = 'escape'",
    ];

    private static readonly Dictionary<string, Func<NpgsqlConnection, string, Task>> Comparisons = new()
    {
        ["bool"] = Same(FieldDecoders.Boolean),
        ["byte"] = Same(FieldDecoders.Byte),
        ["sbyte"] = Same(FieldDecoders.SByte),
        ["short"] = Same(FieldDecoders.Int16),
        ["int"] = Same(FieldDecoders.Int32),
        ["long"] = Same(FieldDecoders.Int64),
        ["uint"] = Same(FieldDecoders.UInt32),
        ["ulong"] = Same(FieldDecoders.UInt64),
        ["ulong of numeric"] = Same(FieldDecoders.UInt64, reader => (ulong)reader.GetDecimal(0)),
        ["float"] = Same(FieldDecoders.Single),
        ["double"] = Same(FieldDecoders.Double),
        ["double of real"] = Same(FieldDecoders.Double, reader => reader.GetFloat(0)),
        ["decimal"] = Same(FieldDecoders.Decimal),
        ["string"] = Same(FieldDecoders.String),
        ["char"] = Same(FieldDecoders.Char),
        ["Guid"] = Same(FieldDecoders.Guid),
        ["byte[]"] = Same(FieldDecoders.Bytes),
        ["DateTime"] = Same(FieldDecoders.DateTime),
        ["DateTimeOffset"] = Same(FieldDecoders.DateTimeOffset),
        ["DateOnly"] = Same(FieldDecoders.DateOnly),
        ["TimeOnly"] = Same(FieldDecoders.TimeOnly),
        ["TimeSpan"] = Same(FieldDecoders.TimeSpan),
        ["JsonDocument"] = Same(FieldDecoders.JsonDocument),
        ["int[]"] = Same(FieldDecoders.ArrayOf(FieldDecoders.Int32)),
        ["int?[]"] = Same(FieldDecoders.ArrayOfNullable(FieldDecoders.Int32)),
        ["string[]"] = Same(FieldDecoders.ArrayOf(FieldDecoders.String)),
        ["string?[]"] = Same(FieldDecoders.ArrayOfNullableReference(FieldDecoders.String)),
        ["decimal[]"] = Same(FieldDecoders.ArrayOf(FieldDecoders.Decimal)),
        ["DateTime[]"] = Same(FieldDecoders.ArrayOf(FieldDecoders.DateTime)),
        ["byte[][]"] = Same(FieldDecoders.ArrayOf(FieldDecoders.Bytes)),
        ["List<Guid>"] = Same(FieldDecoders.ListOf(FieldDecoders.Guid)),
        ["List<TimeSpan?>"] = Same(FieldDecoders.ListOfNullable(FieldDecoders.TimeSpan)),
        ["List<bool>"] = Same(FieldDecoders.ListOf(FieldDecoders.Boolean)),
    };

    public static TheoryData<string, string> Samples { get; } = new()
    {
        { "bool", "true" },
        { "bool", "false" },
        { "byte", "255::int2" },
        { "byte", "256::int2" },
        { "sbyte", "-128::int2" },
        { "short", "(-32768)::int2" },
        { "int", "(-2147483648)::int4" },
        { "int", "2147483647" },
        { "long", "(-9223372036854775808)::int8" },
        { "long", "9223372036854775807" },
        { "uint", "4294967295::oid" },
        { "uint", "'4294967295'::xid" },
        { "ulong", "'18446744073709551615'::xid8" },
        { "ulong of numeric", "18446744073709551615::numeric(20,0)" },
        { "ulong of numeric", "18446744073709551616::numeric(20,0)" },
        { "ulong of numeric", "0::numeric(20,0)" },
        { "float", "1.1::float4" },
        { "float", "'NaN'::float4" },
        { "float", "'-Infinity'::float4" },
        { "float", "1e-45::float4" },
        { "double", "0.1::float8" },
        { "double", "'Infinity'::float8" },
        { "double", "'NaN'::float8" },
        { "double", "1.7976931348623157e308::float8" },
        { "double", "-0.0::float8" },
        { "double of real", "0.1::float4" },
        { "decimal", "0::numeric" },
        { "decimal", "0.00" },
        { "decimal", "1.50" },
        { "decimal", "-1.50::numeric(20,10)" },
        { "decimal", "10000" },
        { "decimal", "100000000.0000" },
        { "decimal", "0.0001" },
        { "decimal", "12345678901234567890.12345678" },
        { "decimal", "79228162514264337593543950335" },
        { "decimal", "-79228162514264337593543950335" },
        { "decimal", "7.9228162514264337593543950335" },
        { "decimal", "0.0000000000000000000000000001" },
        { "decimal", "79228162514264337593543950336" },
        { "decimal", "1e40::numeric" },
        { "decimal", "1::numeric / 3" },
        { "decimal", "0.12345678901234567890123456789012345" },
        { "decimal", "'NaN'::numeric" },
        { "decimal", "'Infinity'::numeric" },
        { "decimal", "'-Infinity'::numeric" },
        { "string", "'grün 🐘'::text" },
        { "string", "''::text" },
        { "string", "'ab'::char(5)" },
        { "string", "'ab'::varchar(5)" },
        { "string", "'ab'::name" },
        { "string", "'{\"a\":  1}'::json" },
        { "string", "'{\"a\":  1}'::jsonb" },
        { "string", "'<a>b</a>'::xml" },
        { "string", "'happy'::mood" },
        { "string", "'A@example.org'::address" },
        { "char", "'x'::char(1)" },
        { "char", "'ü'::text" },
        { "char", "' '::char(1)" },
        { "char", "''::text" },
        { "Guid", "'00112233-4455-6677-8899-aabbccddeeff'::uuid" },
        { "byte[]", "'\\x00ff5c41'::bytea" },
        { "byte[]", "''::bytea" },
        { "DateTime", "'2024-02-29 12:34:56.789012'::timestamp" },
        { "DateTime", "'2024-02-29 12:34:56.789012+05:30'::timestamptz" },
        { "DateTime", "'1883-11-18 12:03:57+00'::timestamptz" },
        { "DateTime", "'0001-01-01 00:00:00'::timestamp" },
        { "DateTime", "'9999-12-31 23:59:59.999999'::timestamp" },
        { "DateTime", "'infinity'::timestamp" },
        { "DateTime", "'-infinity'::timestamptz" },
        { "DateTime", "'0044-03-15 12:00:00 BC'::timestamp" },
        { "DateTime", "'10000-01-01 00:00:00'::timestamp" },
        { "DateTime", "'2024-02-29'::date" },
        { "DateTime", "'infinity'::date" },
        { "DateTimeOffset", "'2024-02-29 12:34:56.789012+05:30'::timestamptz" },
        { "DateTimeOffset", "'infinity'::timestamptz" },
        { "DateTimeOffset", "'-infinity'::timestamptz" },
        { "DateTimeOffset", "'0044-03-15 12:00:00+00 BC'::timestamptz" },
        { "DateOnly", "'2024-02-29'::date" },
        { "DateOnly", "'0001-01-01'::date" },
        { "DateOnly", "'infinity'::date" },
        { "DateOnly", "'-infinity'::date" },
        { "DateOnly", "'0044-03-15 BC'::date" },
        { "DateOnly", "'10000-01-01'::date" },
        { "DateOnly", "'5874897-12-31'::date" },
        { "TimeOnly", "'12:34:56.789012'::time" },
        { "TimeOnly", "'00:00:00'::time" },
        { "TimeOnly", "'24:00:00'::time" },
        { "TimeSpan", "'24:00:00'::time" },
        { "TimeSpan", "'1 day 02:03:04.5'::interval" },
        { "TimeSpan", "'-1 day +02:03:04'::interval" },
        { "TimeSpan", "'-1 day -00:00:00.000001'::interval" },
        { "TimeSpan", "'-00:00:00.5'::interval" },
        { "TimeSpan", "'1000 hours'::interval" },
        { "TimeSpan", "'0'::interval" },
        { "TimeSpan", "'3 mons'::interval" },
        { "TimeSpan", "'1 year 2 mons 3 days 04:05:06'::interval" },
        { "JsonDocument", "'{\"a\": [1, 2.5, null]}'::json" },
        { "JsonDocument", "'{\"a\": [1, 2.5, null]}'::jsonb" },
        { "JsonDocument", "'1'::jsonb" },
        { "int[]", "'{}'::int4[]" },
        { "int[]", "ARRAY[1,-2,3]" },
        { "int[]", "'[0:2]={1,2,3}'::int4[]" },
        { "int[]", "ARRAY[1,NULL]" },
        { "int[]", "ARRAY[[1,2],[3,4]]" },
        { "int?[]", "ARRAY[1,NULL,3]" },
        { "string[]", "ARRAY['a','', 'b\"c', 'd\\e', '{f,g}', 'NULL', 'h i', 'grün']" },
        { "string[]", "ARRAY['sad','happy']::mood[]" },
        { "string?[]", "ARRAY['NULL', NULL, 'null']" },
        { "decimal[]", "ARRAY[1.50, -2.25, 0.00]" },
        { "DateTime[]", "ARRAY['2024-02-29 12:34:56+00','infinity']::timestamptz[]" },
        { "DateTime[]", "ARRAY['2024-02-29 12:34:56.5']::timestamp[]" },
        { "byte[][]", "ARRAY['\\x00ff5c22'::bytea, ''::bytea]" },
        { "List<Guid>", "ARRAY['00112233-4455-6677-8899-aabbccddeeff'::uuid]" },
        { "List<TimeSpan?>", "ARRAY['1 day 02:03:04'::interval, NULL]" },
        { "List<bool>", "ARRAY[true,false]" },
    };

    [Theory]
    [MemberData(nameof(Samples))]
    public async Task A_value_is_what_Npgsql_reads_or_fails_as_there(string type, string sql)
    {
        foreach (var session in Sessions)
        {
            await using var connection = await OpenAsync(session);
            await Comparisons[type](connection, sql);
        }
    }

    /// <summary>Where Npgsql 10.0.3 gives another value than the server holds, or gives up on one that .NET's type holds.</summary>
    [Fact]
    public async Task Where_we_differ_from_Npgsql_no_value_is_lost()
    {
        await using var connection = await OpenAsync(Sessions[0]);

        // Npgsql reads these, wrongly: it wraps ticks, drops negative months, and takes a text's first character.
        await OnlyNpgsqlReadsAsync(connection, "'60455-01-01 00:00:00'::timestamp", FieldDecoders.DateTime);
        await OnlyNpgsqlReadsAsync(connection, "'-3 mons'::interval", FieldDecoders.TimeSpan);
        await OnlyNpgsqlReadsAsync(connection, "'100000000 days'::interval", FieldDecoders.TimeSpan);
        await OnlyNpgsqlReadsAsync(connection, "'xy'::text", FieldDecoders.Char);

        // Npgsql refuses these; without the zeros at their end they are decimals.
        await OnlyWeReadAsync(connection, "1.5::numeric(40,35)", FieldDecoders.Decimal, 1.5m);
        await OnlyWeReadAsync(connection, "79228162514264337593543950335.0", FieldDecoders.Decimal, decimal.MaxValue);
    }

    [Fact]
    public async Task An_infinite_interval_fails()
    {
        Assert.SkipUnless(fixture.Server.Version >= 17, "PostgreSQL has infinite intervals from 17 on.");
        await using var connection = await OpenAsync(Sessions[0]);
        foreach (var sql in new[] { "'infinity'::interval", "'-infinity'::interval" })
        {
            var value = await SentValue.FetchAsync(connection, sql);
            Assert.Throws<DecodeException>(() => value.Read(FieldDecoders.TimeSpan, text: false));
            Assert.Throws<DecodeException>(() => value.Read(FieldDecoders.TimeSpan, text: true));
        }
    }

    private static Func<NpgsqlConnection, string, Task> Same<T>(FieldDecoder<T> decoder, Func<NpgsqlDataReader, T>? read = null)
        where T : notnull => async (connection, sql) =>
    {
        var expected = await ReadWithNpgsqlAsync(connection, sql, read ?? (reader => reader.GetFieldValue<T>(0)));
        var value = await SentValue.FetchAsync(connection, sql);
        Assert.Equal(expected, Attempt<DecodeException>(() => Comparable(value.Read(decoder, text: false))));
        Assert.Equal(expected, Attempt<DecodeException>(() => Comparable(value.Read(decoder, text: true))));
    };

    private static async Task OnlyNpgsqlReadsAsync<T>(NpgsqlConnection connection, string sql, FieldDecoder<T> decoder)
        where T : notnull
    {
        Assert.NotNull(await ReadWithNpgsqlAsync(connection, sql, reader => reader.GetFieldValue<T>(0)));
        var value = await SentValue.FetchAsync(connection, sql);
        Assert.Throws<DecodeException>(() => value.Read(decoder, text: false));
        Assert.Throws<DecodeException>(() => value.Read(decoder, text: true));
    }

    private static async Task OnlyWeReadAsync<T>(NpgsqlConnection connection, string sql, FieldDecoder<T> decoder, T expected)
        where T : notnull
    {
        Assert.Null(await ReadWithNpgsqlAsync(connection, sql, reader => reader.GetFieldValue<T>(0)));
        var value = await SentValue.FetchAsync(connection, sql);
        Assert.Equal(expected, value.Read(decoder, text: false));
        Assert.Equal(expected, value.Read(decoder, text: true));
    }

    private static async Task<object?> ReadWithNpgsqlAsync<T>(NpgsqlConnection connection, string sql, Func<NpgsqlDataReader, T> read)
        where T : notnull
    {
        await using var command = new NpgsqlCommand("SELECT " + sql, connection);
        await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        Assert.True(await reader.ReadAsync(TestContext.Current.CancellationToken));
        return Attempt<Exception>(() => Comparable(read(reader)));
    }

    /// <summary>The value; <see langword="null"/> where it cannot be read.</summary>
    private static object? Attempt<TException>(Func<object> read)
        where TException : Exception
    {
        try
        {
            return read();
        }
        catch (TException)
        {
            return null;
        }
    }

    /// <summary>What equality would overlook, or cannot see: a kind, a scale, a sign of zero, a document's text.</summary>
    private static object Comparable(object value) => value switch
    {
        DateTime moment => (moment, moment.Kind),
        decimal number => string.Create(CultureInfo.InvariantCulture, $"{number}"),
        double number when !double.IsNaN(number) => BitConverter.DoubleToInt64Bits(number),
        JsonDocument document => document.RootElement.GetRawText(),
        _ => value,
    };

    private async Task<NpgsqlConnection> OpenAsync(string session)
    {
        var connection = new NpgsqlConnection(fixture.Server.ConnectionString);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = new NpgsqlCommand(session, connection);
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        return connection;
    }
}
