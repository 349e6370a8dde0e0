namespace PgCdc.Sdk.FuzzHost.Recording;

/// <summary>The types that are recorded: built-in ones, a user's, extensions' where the server has them, and arrays.</summary>
internal static class SampleTypes
{
    /// <summary>The extensions that bring types; those that the server does not have are left out.</summary>
    public static readonly string[] Extensions = ["hstore", "ltree", "citext"];

    /// <summary>What must exist before the tables.</summary>
    public const string Definitions =
        """
        CREATE TYPE mood AS ENUM ('Sunday', 'Friday');
        CREATE DOMAIN positive AS int4 CHECK (VALUE > 0);
        CREATE DOMAIN email AS text CHECK (VALUE ~ '@');
        CREATE DOMAIN many AS int4[];
        CREATE TYPE pair AS (number int4, name text);
        """;

    private static readonly SampleType[] Types =
    [
        new("bool", "true", "false"),
        new("int2", "-32768", "7", "32767"),
        new("int4", "-2147483648", "0", "5"),
        new("int8", "-9223372036854775808", "1", "9223372036854775807"),
        new("oid", "0", "4294967295"),
        new("xid8", "1", "18446744073709551615"),
        new("pg_lsn", "0/0", "16/B374D848"),
        new("float4", "1.5", "NaN", "-Infinity"),
        new("float8", "1.7976931348623157e308", "-0.0", "0.1"),
        new("numeric", "0", "12345678901234567890.12345678", "-0.0001"),
        new("numeric(20,0)", "18446744073709551615", "0", "10000"),
        new("money", "0", "-12.34"),
        new("text", "grün 🐘", "", LongText),
        new("varchar(20)", "a", "b c", "ü"),
        new("bpchar(8)", "ab", "c"),
        new("name", "pg_class", "x"),
        new("\"char\"", "a", "b"),
        new("bytea", "\\x00ff5c22", "\\x", LongBytes),
        new("uuid", "00112233-4455-6677-8899-aabbccddeeff", "ffffffff-ffff-ffff-ffff-ffffffffffff"),
        new("date", "2024-02-29", "0001-01-01", "infinity"),
        new("time", "00:00:00", "23:59:59.999999", "12:34:56.7"),
        new("timetz", "12:34:56+05:30", "00:00:00-08"),
        new("timestamp", "2024-02-29 12:34:56.789012", "9999-12-31 23:59:59", "-infinity"),
        new("timestamptz", "2024-02-29 12:34:56.789012+05:30", "1883-11-18 12:03:57+00", "infinity"),
        new("interval", "1 day 02:03:04", "-00:00:00.000001", "1000 hours"),
        new("json", "{\"a\": [1, 2.5, null]}", "1", "\"x\""),
        new("jsonb", "{\"a\": [1, 2.5, null]}", "[]", "true"),
        new("bit(5)", "10101", "00000"),
        new("varbit", "101", "", "1111111111"),
        new("inet", "192.168.0.1/24", "::1", "10.0.0.1"),
        new("inet", "10.0.0.1", "::1"),
        new("tid", "(0,1)", "(4294967295,65535)"),
        new("cidr", "192.168.0.0/24", "2001:db8::/32"),
        new("macaddr", "08:00:2b:01:02:03"),
        new("macaddr8", "08:00:2b:01:02:03:04:05"),
        new("point", "(1,2)", "(-1.5,1e300)"),
        new("line", "{1,-1,0}"),
        new("lseg", "[(0,0),(1,1)]"),
        new("box", "((0,0),(1,1))"),
        new("path", "((0,0),(1,1),(2,0))", "[(0,0),(1,1)]"),
        new("polygon", "((0,0),(1,1),(2,0))"),
        new("circle", "<(1,2),3>"),
        new("int4range", "[1,5)", "empty", "(,)"),
        new("int8range", "[1,5)", "[7,)"),
        new("numrange", "[1.5,2.5]", "(,0)"),
        new("tsrange", "[2024-01-01,2024-02-01)", "empty"),
        new("tstzrange", "[2024-01-01 00:00+00,)", "(,2024-02-01 00:00+00]"),
        new("daterange", "[2024-01-01,2024-02-01)", "empty"),
        new("int4multirange", "{[1,5),[7,9)}", "{}"),
        new("nummultirange", "{[1.5,2.5]}", "{}"),
        new("datemultirange", "{[2024-01-01,2024-02-01)}", "{}"),
        new("tsvector", "a fat cat:3A", "x"),
        new("tsquery", "fat & (rat | cat)", "a <-> b"),
        new("mood", "Sunday", "Friday"),
        new("positive", "1", "2147483647"),
        new("email", "a@example.org", "B@example.org"),
        new("many", "{1,2}", "{}"),
        new("pair", "(1,a)", "(,\"b c\")"),
        new("bool[]", "{t,f,NULL}", "{}"),
        new("int2[]", "{1,2,3}", "{-1}"),
        new("int4[]", "{1,NULL,3}", "{}", "[0:2]={1,2,3}"),
        new("int8[]", "{1,2}", "{9223372036854775807}"),
        new("float8[]", "{1.5,NaN}", "{}"),
        new("numeric[]", "{1.50,NULL,-2.25}", "{0}"),
        new("text[]", "{a,\"\",NULL,\"b\\\"c\",\"{d}\"}", "{grün}"),
        new("bytea[]", "{\"\\\\x00ff\",\"\\\\x\"}", "{}"),
        new("uuid[]", "{00112233-4455-6677-8899-aabbccddeeff,NULL}"),
        new("date[]", "{2024-02-29,infinity}", "{}"),
        new("timestamp[]", "{2024-02-29 12:34:56,NULL}"),
        new("timestamptz[]", "{2024-02-29 12:34:56+00}", "{}"),
        new("interval[]", "{1 day 02:03:04,NULL}"),
        new("jsonb[]", "{\"{\\\"a\\\": 1}\",NULL}"),
        new("mood[]", "{Sunday,NULL}", "{}"),
        new("int4[][]", "{{1,2},{3,NULL}}", "{{{1}}}"),
        new("text[][]", "{{a,b},{c,d}}"),
        new("daterange[]", "{\"[2024-01-01,2024-02-01)\",NULL}"),
        new("pair[]", "{\"(1,a)\",NULL}"),
    ];

    private static readonly Dictionary<string, SampleType[]> OfExtensions = new()
    {
        ["hstore"] = [new("hstore", "\"a\"=>\"1\", \"b\"=>NULL", ""), new("hstore", "\"a\"=>\"1\"", "\"ü\"=>\"\"")],
        ["ltree"] = [new("ltree", "top.middle.leaf", "x")],
        ["citext"] = [new("citext", "Abc", "ü")],
    };

    /// <summary>Out of line even where values are compressed: no character repeats.</summary>
    private static string LongText => string.Concat(Enumerable.Range(0x4E00, 900).Select(static character => (char)character));

    private static string LongBytes => "\\x" + string.Concat(Enumerable.Range(0, 1200).Select(static number => $"{number * 7919 & 0xFFFF:x4}"));

    public static IReadOnlyList<SampleType> On(IReadOnlyCollection<string> extensions) => [.. Types, .. extensions.SelectMany(extension => OfExtensions[extension])];
}
