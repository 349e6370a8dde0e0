namespace PgCdc.Sdk.IntegrationTests.Decoding;

/// <summary>Geometric values, each with the comparison that reads it.</summary>
internal static class GeometrySamples
{
    public static TheoryData<string, string> All { get; } = new()
    {
        { "NpgsqlPoint", "'(1.5,-2.25)'::point" },
        { "NpgsqlPoint", "'(1e300,-Infinity)'::point" },
        { "NpgsqlLine", "'{1,-2,3.5}'::line" },
        { "NpgsqlLSeg", "'[(1,2),(3,4.5)]'::lseg" },
        { "NpgsqlBox", "'(3,4),(1,2)'::box" },
        { "NpgsqlPath", "'[(1,2),(3,4)]'::path" },
        { "NpgsqlPath", "'((1,2),(3,4),(5,6))'::path" },
        { "NpgsqlPolygon", "'((1,2),(3,4),(5,6.125))'::polygon" },
        { "NpgsqlCircle", "'<(1,2),0.1>'::circle" },
        { "NpgsqlPoint[]", "ARRAY['(1,2)','(3,4)']::point[]" },
        { "NpgsqlBox[]", "ARRAY['(3,4),(1,2)','(7,8),(5,6)']::box[]" },
        { "NpgsqlPolygon[]", "ARRAY['((1,2),(3,4))']::polygon[]" },
    };
}
