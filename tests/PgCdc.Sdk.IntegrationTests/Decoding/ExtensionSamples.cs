namespace PgCdc.Sdk.IntegrationTests.Decoding;

/// <summary>Values of types that extensions bring, each with the comparison that reads it.</summary>
internal static class ExtensionSamples
{
    public static TheoryData<string, string> All { get; } = new()
    {
        { "hstore", "'a=>1, b=>NULL, \"c d\"=>\"e\\\"f\\\\g\", \"\"=>\"\"'::hstore" },
        { "hstore", "''::hstore" },
        { "hstore", "'grün=>weiß'::hstore" },
        { "immutable hstore", "'a=>1, b=>NULL'::hstore" },
        { "hstore without NULLs", "'a=>1, b=>2'::hstore" },
        { "string", "'Top.Science.\"x\"'::citext" },
        { "string", "'Top.Science.Astronomy'::ltree" },
        { "string", "''::ltree" },
        { "string", "'*.Science.*{1,2}'::lquery" },
        { "string", "'Science & Astro*'::ltxtquery" },
        { "string[]", "ARRAY['a.b','c']::ltree[]" },
        { "string[]", "ARRAY['A','b']::citext[]" },
        { "string?[]", "ARRAY['a.b',NULL]::ltree[]" },
    };
}
