using Microsoft.CodeAnalysis;
using PgCdc.Sdk.Generators.Model;

namespace PgCdc.Sdk.Generators.Parsing;

/// <summary>The types that one column's value becomes. A further type is a further line here and a decoder in the runtime.</summary>
internal static class ScalarTypes
{
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
        _ => null,
    };

    private static ValueSpec? FindNamed(INamedTypeSymbol type) => type.Name switch
    {
        "Guid" or "DateTimeOffset" or "DateOnly" or "TimeOnly" or "TimeSpan" when type.IsNamed("System." + type.Name) =>
            Read("global::System." + type.Name, type.Name),
        "JsonDocument" when type.IsNamed("System.Text.Json.JsonDocument") =>
            Decode("global::System.Text.Json.JsonDocument", "JsonDocument") with { IsValueType = false },
        _ => null,
    };

    private static ValueSpec Read(string typeName, string decoder) => new(typeName, decoder, "Get" + decoder, IsValueType: true);

    private static ValueSpec Decode(string typeName, string decoder) => new(typeName, decoder, Getter: null, IsValueType: true);
}
