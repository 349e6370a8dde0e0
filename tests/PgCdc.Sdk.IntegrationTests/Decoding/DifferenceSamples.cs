namespace PgCdc.Sdk.IntegrationTests.Decoding;

/// <summary>Where Npgsql 10.0.3 gives another value than the server holds, or gives up on one that .NET's type holds.</summary>
internal static class DifferenceSamples
{
    /// <summary>It wraps ticks, drops negative months, takes a text's first character, and drops a netmask.</summary>
    public static TheoryData<string, string> OnlyNpgsqlReads { get; } = new()
    {
        { "DateTime", "'60455-01-01 00:00:00'::timestamp" },
        { "TimeSpan", "'-3 mons'::interval" },
        { "TimeSpan", "'100000000 days'::interval" },
        { "TimeSpan", "'10675200 days'::interval" },
        { "char", "'xy'::text" },
        { "IPAddress", "'10.1.2.3/24'::inet" },
    };

    /// <summary>
    /// Decimals without the zeros at their end, a NaN that is one in both types, an integer however small, and a type that the server
    /// sends as text only.
    /// </summary>
    public static TheoryData<string, string, string> OnlyWeRead { get; } = new()
    {
        { "decimal", "1.5::numeric(40,35)", "1.5000000000000000000000000000" },
        { "decimal", "79228162514264337593543950335.0", "79228162514264337593543950335" },
        { "double of numeric", "'NaN'::numeric", "NaN" },
        { "BigInteger", "9223372036854775807::int8", "9223372036854775807" },
        { "string", "'postgres=arwdDxt/postgres'::aclitem", "postgres=arwdDxt/postgres" },
    };

    /// <summary>An object's number is in the binary format only; the text has its name.</summary>
    public static TheoryData<string> ObjectNumbers { get; } = new()
    {
        "'pg_class'::regclass",
        "'int4'::regtype",
        "'english'::regconfig",
        "'simple'::regdictionary",
        "'public'::regnamespace",
    };
}
