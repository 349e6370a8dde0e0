namespace PgCdc.Sdk.IntegrationTests.Decoding;

/// <summary>Arrays, each with the comparison that reads it.</summary>
internal static class CollectionSamples
{
    public static TheoryData<string, string> All { get; } = new()
    {
        { "byte[]", "'\\x00ff5c41'::bytea" },
        { "byte[]", "''::bytea" },
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
}
