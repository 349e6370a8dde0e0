namespace PgCdc.Sdk.IntegrationTests.Decoding;

/// <summary>Text search values, each with the comparison that reads it.</summary>
internal static class TextSearchSamples
{
    public static TheoryData<string, string> All { get; } = new()
    {
        { "NpgsqlTsVector", "to_tsvector('english', 'The quick brown foxes jumped over the lazy dogs')" },
        { "NpgsqlTsVector", "setweight(to_tsvector('simple', 'grün weiß'), 'A') || 'plain:1B,2,16383C other'::tsvector" },
        { "NpgsqlTsVector", "''::tsvector" },
        { "NpgsqlTsVector", "$$'it''s' 'back\\\\slash' 'a b':3 ':' $$::tsvector" },
        { "NpgsqlTsQuery", "'fat & (rat | cat) & !dog'::tsquery" },
        { "NpgsqlTsQuery", "'a:*AB <-> b <3> c'::tsquery" },
        { "NpgsqlTsQuery", "'!!a | !(b & c)'::tsquery" },
        { "NpgsqlTsQuery", "''::tsquery" },
        { "NpgsqlTsQuery", "$$'it''s' & 'back\\\\slash' | 'a b'$$::tsquery" },
        { "NpgsqlTsQuery", "'(a | b) <-> c & d'::tsquery" },
        { "NpgsqlTsQuery", "'a <-> (b <-> c)'::tsquery" },
    };
}
