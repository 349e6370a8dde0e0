using Microsoft.CodeAnalysis;
using PgCdc.Sdk.Generators.Model;

namespace PgCdc.Sdk.Generators.Parsing;

/// <summary>Describes the generic base class that declares a property.</summary>
internal static class GenericOwnerParser
{
    private static readonly SymbolDisplayFormat WithConstraints = SymbolDisplayFormat.FullyQualifiedFormat
        .AddGenericsOptions(SymbolDisplayGenericsOptions.IncludeTypeConstraints)
        .AddMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier);

    public static GenericOwner? Parse(INamedTypeSymbol owner)
    {
        var parameters = new List<string>();
        var arguments = new List<string>();
        var constraints = string.Empty;
        for (INamedTypeSymbol? level = owner; level is not null; level = level.ContainingType)
        {
            parameters.InsertRange(0, level.TypeParameters.Select(static parameter => parameter.Name));
            arguments.InsertRange(0, level.TypeArguments.Select(static argument => argument.AnnotatedName()));
            constraints += Clauses(level.OriginalDefinition);
        }

        return parameters.Count == 0
            ? null
            : new GenericOwner(
                owner.Name,
                owner.OriginalDefinition.FullName(),
                string.Join(", ", parameters),
                string.Join(", ", arguments),
                constraints.Trim());
    }

    private static string Clauses(INamedTypeSymbol definition)
    {
        var text = definition.ToDisplayString(WithConstraints);
        var clauses = text.IndexOf(" where ", StringComparison.Ordinal);
        return clauses < 0 ? string.Empty : text.Substring(clauses);
    }
}
