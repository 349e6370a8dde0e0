using Microsoft.CodeAnalysis;

namespace PgCdc.Sdk.CodeFixes;

/// <summary>Knows the SDK's attributes and handler contracts by their names.</summary>
internal static class HandlerContracts
{
    private const string Space = "PgCdc.Sdk";
    private const string Capture = "CaptureChangesAttribute";

    private static readonly string[] Names = ["IOnInsert", "IOnUpdate", "IOnDelete", "IOnTruncate", "IOnBatch"];

    public static bool IsCaptured(ITypeSymbol type) => type.GetAttributes().Any(static attribute => attribute.AttributeClass is { Name: Capture } found && IsOurs(found));

    /// <summary>Whether it is a contract, or an interface that was generated from one.</summary>
    public static bool IsHandler(INamedTypeSymbol type) => IsContract(type) || type.AllInterfaces.Any(IsContract);

    public static bool IsContract(INamedTypeSymbol type) => type.Arity == 1 && IsOurs(type) && Names.Contains(type.Name);

    /// <summary>The interface that is generated for a contract's entity: <c>IOnOrderInsert</c> for <c>IOnInsert&lt;Order&gt;</c>.</summary>
    public static INamedTypeSymbol? GeneratedFor(INamedTypeSymbol contract)
    {
        if (!IsContract(contract) || contract.TypeArguments[0] is not INamedTypeSymbol entity || !IsCaptured(entity))
        {
            return null;
        }

        var prefix = entity.Name;
        for (var outer = entity.ContainingType; outer is not null; outer = outer.ContainingType)
        {
            prefix = outer.Name + prefix;
        }

        return entity.ContainingNamespace.GetTypeMembers($"IOn{prefix}{contract.Name.Substring("IOn".Length)}", 0)
            .FirstOrDefault(generated => generated.AllInterfaces.Contains(contract, SymbolEqualityComparer.Default));
    }

    private static bool IsOurs(INamedTypeSymbol type) => type.ContainingType is null && type.ContainingNamespace?.ToDisplayString() == Space;
}
