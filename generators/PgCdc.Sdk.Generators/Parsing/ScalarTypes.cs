using Microsoft.CodeAnalysis;
using PgCdc.Sdk.Generators.Model;

namespace PgCdc.Sdk.Generators.Parsing;

/// <summary>The types that one column's value becomes. A further type is a further line here and a decoder in the runtime.</summary>
internal static class ScalarTypes
{
    private static readonly Dictionary<string, (string Namespace, string Decoder, bool HasGetter)> Named = new(StringComparer.Ordinal)
    {
        ["Guid"] = ("System", "Guid", true),
        ["DateTimeOffset"] = ("System", "DateTimeOffset", true),
        ["DateOnly"] = ("System", "DateOnly", true),
        ["TimeOnly"] = ("System", "TimeOnly", true),
        ["TimeSpan"] = ("System", "TimeSpan", true),
        ["BigInteger"] = ("System.Numerics", "BigInteger", false),
        ["BitArray"] = ("System.Collections", "BitArray", false),
        ["JsonDocument"] = ("System.Text.Json", "JsonDocument", false),
        ["JsonElement"] = ("System.Text.Json", "JsonElement", false),
        ["IPAddress"] = ("System.Net", "IPAddress", false),
        ["IPNetwork"] = ("System.Net", "IPNetwork", false),
        ["PhysicalAddress"] = ("System.Net.NetworkInformation", "PhysicalAddress", false),
        ["Lsn"] = ("PgCdc.Sdk", "Lsn", false),
        ["NpgsqlLogSequenceNumber"] = ("NpgsqlTypes", "LogSequenceNumber", false),
        ["NpgsqlInterval"] = ("NpgsqlTypes", "Interval", false),
        ["NpgsqlInet"] = ("NpgsqlTypes", "Inet", false),
        ["NpgsqlCidr"] = ("NpgsqlTypes", "Cidr", false),
        ["NpgsqlTid"] = ("NpgsqlTypes", "Tid", false),
        ["NpgsqlPoint"] = ("NpgsqlTypes", "Point", false),
        ["NpgsqlLine"] = ("NpgsqlTypes", "Line", false),
        ["NpgsqlLSeg"] = ("NpgsqlTypes", "LineSegment", false),
        ["NpgsqlBox"] = ("NpgsqlTypes", "Box", false),
        ["NpgsqlPath"] = ("NpgsqlTypes", "Path", false),
        ["NpgsqlPolygon"] = ("NpgsqlTypes", "Polygon", false),
        ["NpgsqlCircle"] = ("NpgsqlTypes", "Circle", false),
        ["NpgsqlTsVector"] = ("NpgsqlTypes", "TsVector", false),
        ["NpgsqlTsQuery"] = ("NpgsqlTypes", "TsQuery", false),
    };

    public static ValueSpec? Find(ITypeSymbol type) => type switch
    {
        { SpecialType: SpecialType.System_Boolean } => Read("bool", "Boolean"),
        { SpecialType: SpecialType.System_Byte } => Decode("byte", "Byte"),
        { SpecialType: SpecialType.System_SByte } => Decode("sbyte", "SByte"),
        { SpecialType: SpecialType.System_Int16 } => Read("short", "Int16"),
        { SpecialType: SpecialType.System_UInt16 } => Decode("ushort", "UInt16"),
        { SpecialType: SpecialType.System_Int32 } => Read("int", "Int32"),
        { SpecialType: SpecialType.System_UInt32 } => Decode("uint", "UInt32"),
        { SpecialType: SpecialType.System_Int64 } => Read("long", "Int64"),
        { SpecialType: SpecialType.System_UInt64 } => Decode("ulong", "UInt64"),
        { SpecialType: SpecialType.System_Single } => Read("float", "Single"),
        { SpecialType: SpecialType.System_Double } => Read("double", "Double"),
        { SpecialType: SpecialType.System_Decimal } => Read("decimal", "Decimal"),
        { SpecialType: SpecialType.System_Char } => Decode("char", "Char"),
        { SpecialType: SpecialType.System_String } => Read("string", "String") with { IsValueType = false },
        { SpecialType: SpecialType.System_DateTime } => Read("global::System.DateTime", "DateTime"),
        IArrayTypeSymbol { Rank: 1, ElementType.SpecialType: SpecialType.System_Byte } => Read("byte[]", "Bytes") with { IsValueType = false },
        INamedTypeSymbol { TypeKind: TypeKind.Enum } @enum => Decode(@enum.FullName(), "Enum") with { Enum = EnumParser.Parse(@enum) },
        INamedTypeSymbol { Arity: 0 } named => FindNamed(named),
        INamedTypeSymbol { Arity: 1 } range when range.IsNamed("NpgsqlTypes.NpgsqlRange") => FindRange(range.TypeArguments[0]),
        INamedTypeSymbol { Arity: 2 } dictionary when dictionary.IsNamed("System.Collections.Generic.Dictionary") => FindHstore(dictionary, "Hstore"),
        INamedTypeSymbol { Arity: 2 } dictionary when dictionary.IsNamed("System.Collections.Immutable.ImmutableDictionary") =>
            FindHstore(dictionary, "ImmutableHstore"),
        _ => null,
    };

    private static ValueSpec? FindNamed(INamedTypeSymbol type) => type.ContainingType is null && Named.TryGetValue(type.Name, out var known)
        && type.IsNamed(known.Namespace + "." + type.Name)
        ? new ValueSpec("global::" + known.Namespace + "." + type.Name, known.Decoder, known.HasGetter ? "Get" + known.Decoder : null, type.IsValueType)
        : null;

    private static ValueSpec? FindRange(ITypeSymbol bound) => Find(bound) is { IsValueType: true, Enum: null, Bound: null } scalar
        ? new ValueSpec($"global::NpgsqlTypes.NpgsqlRange<{scalar.TypeName}>", "RangeOf", Getter: null, IsValueType: true, Bound: scalar.Decoder)
        : null;

    private static ValueSpec? FindHstore(INamedTypeSymbol dictionary, string decoder)
    {
        if (dictionary.TypeArguments.Any(static part => part.SpecialType != SpecialType.System_String))
        {
            return null;
        }

        var allowsNulls = dictionary.TypeArguments[1].NullableAnnotation != NullableAnnotation.NotAnnotated;
        var name = dictionary.ConstructedFrom.FullName();
        return new ValueSpec(
            name.Substring(0, name.IndexOf('<')) + (allowsNulls ? "<string, string?>" : "<string, string>"),
            allowsNulls ? decoder : "Required" + decoder,
            Getter: null,
            IsValueType: false);
    }

    private static ValueSpec Read(string typeName, string decoder) => new(typeName, decoder, "Get" + decoder, IsValueType: true);

    private static ValueSpec Decode(string typeName, string decoder) => new(typeName, decoder, Getter: null, IsValueType: true);
}
