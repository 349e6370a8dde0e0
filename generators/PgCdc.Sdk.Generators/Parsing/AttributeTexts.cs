using Microsoft.CodeAnalysis;

namespace PgCdc.Sdk.Generators.Parsing;

/// <summary>Reads the texts in an attribute's arguments.</summary>
internal static class AttributeTexts
{
    /// <summary>All texts, those within arrays too, in order.</summary>
    public static IEnumerable<string> All(IEnumerable<TypedConstant> constants)
    {
        foreach (var constant in constants)
        {
            if (constant.Kind == TypedConstantKind.Array)
            {
                if (!constant.IsNull)
                {
                    foreach (var text in All(constant.Values))
                    {
                        yield return text;
                    }
                }
            }
            else if (constant.Value is string text)
            {
                yield return text;
            }
        }
    }
}
