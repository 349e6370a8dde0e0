namespace PgCdc.Sdk.IntegrationTests.Decoding;

/// <summary>Ranges and multiranges, each with the comparison that reads it.</summary>
internal static class RangeSamples
{
    public static TheoryData<string, string> All { get; } = new()
    {
        { "NpgsqlRange<int>", "'[1,10)'::int4range" },
        { "NpgsqlRange<int>", "'(1,10]'::int4range" },
        { "NpgsqlRange<int>", "'(,)'::int4range" },
        { "NpgsqlRange<int>", "'[5,)'::int4range" },
        { "NpgsqlRange<int>", "'(,5]'::int4range" },
        { "NpgsqlRange<int>", "'empty'::int4range" },
        { "NpgsqlRange<int>", "'[-2147483648,2147483647)'::int4range" },
        { "NpgsqlRange<long>", "'[1,9223372036854775807)'::int8range" },
        { "NpgsqlRange<decimal>", "'[1.50,2.25]'::numrange" },
        { "NpgsqlRange<decimal>", "'(0.1,)'::numrange" },
        { "NpgsqlRange<decimal>", "'[1,1]'::numrange" },
        { "NpgsqlRange<decimal>", "'[NaN,NaN]'::numrange" },
        { "NpgsqlRange<DateTime>", "'[2024-02-29 12:00,2024-03-01 00:00:00.5)'::tsrange" },
        { "NpgsqlRange<DateTime>", "'[2024-02-29 12:00+02,2024-03-01 00:00+00]'::tstzrange" },
        { "NpgsqlRange<DateTime>", "'[2024-01-01,infinity)'::tsrange" },
        { "NpgsqlRange<DateTime>", "'(,2024-01-01)'::tstzrange" },
        { "NpgsqlRange<DateTimeOffset>", "'[2024-02-29 12:00+02,2024-03-01 00:00+00]'::tstzrange" },
        { "NpgsqlRange<DateOnly>", "'[2024-02-29,2024-03-02)'::daterange" },
        { "NpgsqlRange<DateOnly>", "'[2024-02-29,)'::daterange" },
        { "NpgsqlRange<DateOnly>", "'empty'::daterange" },
        { "NpgsqlRange<int>[]", "'{[1,3),[5,8)}'::int4multirange" },
        { "NpgsqlRange<int>[]", "'{}'::int4multirange" },
        { "NpgsqlRange<int>[]", "'{(,)}'::int4multirange" },
        { "NpgsqlRange<int>[]", "'{(,1),[5,)}'::int4multirange" },
        { "NpgsqlRange<int>[]", "ARRAY['[1,3)','empty','(,)']::int4range[]" },
        { "NpgsqlRange<int>[]", "ARRAY[]::int4range[]" },
        { "List<NpgsqlRange<decimal>>", "'{[1.5,2.5),[3,4]}'::nummultirange" },
        { "List<NpgsqlRange<decimal>>", "ARRAY['[1.5,2.5)']::numrange[]" },
        { "NpgsqlRange<DateTime>[]", "'{[2024-02-29 12:00,2024-03-01),[2024-04-01,)}'::tsmultirange" },
        { "NpgsqlRange<DateTime>[]", "'{[2024-02-29 12:00+02,2024-03-01 00:00+00]}'::tstzmultirange" },
        { "NpgsqlRange<DateOnly>[]", "'{[2024-02-29,2024-03-02)}'::datemultirange" },
        { "NpgsqlRange<long>[]", "'{[1,2)}'::int8multirange" },
    };
}
