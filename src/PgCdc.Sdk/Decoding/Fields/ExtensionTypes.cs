using System.Collections.Frozen;

namespace PgCdc.Sdk.Decoding.Fields;

/// <summary>
/// The extensions' types whose bytes do not tell them from others, by name: an extension may live in any schema and gets another
/// identifier on every server. A case-insensitive text is text; an ltree's binary format begins with a version as a jsonb's does.
/// </summary>
internal static class ExtensionTypes
{
    /// <summary>Below the lowest identifier of pg_type, so that it is no type's own.</summary>
    public const uint LTree = 1;

    public const uint LTreeArray = 2;

    private static readonly FrozenDictionary<string, uint> Oids = new Dictionary<string, uint>
    {
        ["citext"] = PgTypeOids.Text,
        ["_citext"] = PgTypeOids.TextArray,
        ["ltree"] = LTree,
        ["_ltree"] = LTreeArray,
        ["lquery"] = LTree,
        ["_lquery"] = LTreeArray,
        ["ltxtquery"] = LTree,
        ["_ltxtquery"] = LTreeArray,
    }.ToFrozenDictionary();

    /// <summary>The identifier to read values of an extension's type by; 0 where their bytes say enough.</summary>
    public static uint Find(string name) => Oids.GetValueOrDefault(name);
}
