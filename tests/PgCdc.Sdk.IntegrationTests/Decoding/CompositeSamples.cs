namespace PgCdc.Sdk.IntegrationTests.Decoding;

/// <summary>Composite values.</summary>
internal static class CompositeSamples
{
    public static TheoryData<string> Parts { get; } = new()
    {
        "ROW('a b', 1, 1.50, '2024-02-29 12:00+00', 'happy', '{1,2}')::part",
        "ROW(NULL, NULL, NULL, NULL, NULL, NULL)::part",
        "ROW('', -1, 0, 'infinity', NULL, '{}')::part",
        "ROW('x\"y\\z,(grün)', 2147483647, -12345678901234567890.12345678, '0001-01-01 00:00+00', 'sad', '{-5}')::part",
    };

    public static TheoryData<string> Pairs { get; } = new()
    {
        "ROW(ROW('a \"b', 1, 1.50, '2024-02-29 12:00+00', 'happy', '{1,2}'), 7)::pair",
        "ROW(NULL, NULL)::pair",
    };
}
