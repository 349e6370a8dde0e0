using Microsoft.CodeAnalysis;

namespace PgCdc.Sdk.Generators.Parsing;

/// <summary>Lists the properties that EF would look at: readable by everyone, inherited ones first.</summary>
internal static class CandidateReader
{
    public static IReadOnlyList<PropertyCandidate> Read(INamedTypeSymbol type, ISet<string> excluded)
    {
        var properties = new List<IPropertySymbol>();
        foreach (var level in Levels(type))
        {
            foreach (var property in level.GetMembers().OfType<IPropertySymbol>())
            {
                if (!property.IsStatic && !property.IsIndexer && property.ExplicitInterfaceImplementations.IsEmpty)
                {
                    Add(properties, property);
                }
            }
        }

        return [.. properties.Where(IsMappable).Select(property => new PropertyCandidate(
            property, excluded.Contains(property.Name) || IsSystemColumn(property)))];
    }

    private static Stack<INamedTypeSymbol> Levels(INamedTypeSymbol type)
    {
        var levels = new Stack<INamedTypeSymbol>();
        for (INamedTypeSymbol? level = type; level is { SpecialType: not SpecialType.System_Object }; level = level.BaseType)
        {
            levels.Push(level);
        }

        return levels;
    }

    // An override or a hiding property takes the place of the inherited one.
    private static void Add(List<IPropertySymbol> properties, IPropertySymbol property)
    {
        var inherited = properties.FindIndex(other => other.Name == property.Name);
        if (inherited < 0)
        {
            properties.Add(property);
        }
        else
        {
            properties[inherited] = property;
        }
    }

    // Npgsql maps a row version to xmin, a system column: it is never published, so it counts as excluded.
    private static bool IsSystemColumn(IPropertySymbol property) =>
        property.Type.SpecialType == SpecialType.System_UInt32 && property.InheritedAttribute(KnownAttributes.Timestamp) is not null;

    private static bool IsMappable(IPropertySymbol property) =>
        property is { DeclaredAccessibility: Accessibility.Public, GetMethod.DeclaredAccessibility: Accessibility.Public }
        && property.RefKind == RefKind.None
        && property.InheritedAttribute(KnownAttributes.NotMapped) is null
        && !property.Type.Has(KnownAttributes.NotMapped);
}
