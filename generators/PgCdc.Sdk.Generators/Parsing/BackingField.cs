using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace PgCdc.Sdk.Generators.Parsing;

/// <summary>A property's backing field, found by EF's names.</summary>
/// <param name="Name">The field's name in metadata.</param>
/// <param name="DeclaringType">The class that declares it.</param>
internal sealed record BackingField(string Name, INamedTypeSymbol DeclaringType)
{
    /// <summary>Finds the field, if there is one of the property's type.</summary>
    public static BackingField? Of(IPropertySymbol property)
    {
        var owner = property.ContainingType;
        if (IsAuto(property) || HasSynthesizedField(property))
        {
            return new BackingField($"<{property.Name}>k__BackingField", owner);
        }

        var named = property.InheritedAttribute(KnownAttributes.BackingField)?.Text();
        foreach (var name in named is null ? ConventionalNames(property.Name) : [named])
        {
            foreach (var member in owner.GetMembers(name))
            {
                if (member is IFieldSymbol { IsStatic: false, IsConst: false } field
                    && SymbolEqualityComparer.Default.Equals(field.Type, property.Type))
                {
                    return new BackingField(name, owner);
                }
            }
        }

        return null;
    }

    /// <summary>Whether the accessors do nothing but read and write the field.</summary>
    public static bool IsAuto(IPropertySymbol property)
    {
        if (property.DeclaringSyntaxReferences.IsEmpty)
        {
            // Of a referenced assembly only the surface is seen: the compiler marks the accessors that it wrote itself.
            return property.GetMethod?.Has(KnownAttributes.CompilerGenerated) == true
                && property.SetMethod?.Has(KnownAttributes.CompilerGenerated) != false;
        }

        var definition = property.PartialImplementationPart ?? property;
        return definition.DeclaringSyntaxReferences[0].GetSyntax() switch
        {
            ParameterSyntax => true,
            PropertyDeclarationSyntax { ExpressionBody: null, AccessorList.Accessors: var accessors } =>
                !property.IsAbstract && accessors.All(static accessor => accessor is { Body: null, ExpressionBody: null }),
            _ => false,
        };
    }

    private static bool HasSynthesizedField(IPropertySymbol property) => property.ContainingType.GetMembers()
        .OfType<IFieldSymbol>()
        .Any(field => SymbolEqualityComparer.Default.Equals(field.AssociatedSymbol, property));

    // https://learn.microsoft.com/ef/core/modeling/backing-field
    private static string[] ConventionalNames(string property)
    {
        var camel = char.ToLowerInvariant(property[0]) + property.Substring(1);
        return [camel, "_" + camel, "_" + property, "m_" + camel, "m_" + property];
    }
}
