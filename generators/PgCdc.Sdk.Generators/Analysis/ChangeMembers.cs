using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PgCdc.Sdk.Generators.Parsing;

namespace PgCdc.Sdk.Generators.Analysis;

/// <summary>The members of a change, of the contracts' types as of those that are generated from them.</summary>
internal static class ChangeMembers
{
    /// <summary>Whether it is the row as an update left it.</summary>
    public static bool IsAfter(IPropertySymbol property) => property.Name == "After" && IsUpdate(property.ContainingType);

    /// <summary>Whether it asks which properties came along: those that did not, or those that changed and so did.</summary>
    public static bool IsFlags(IPropertyReferenceOperation operation) =>
        operation.Property.Name is "NotSent" or "Changed" && IsUpdate(operation.Property.ContainingType);

    public static bool IsUpdateHandler(INamedTypeSymbol contract) =>
        contract.Arity == 1 && (contract.IsNamed("PgCdc.Sdk.IOnUpdate") || contract.IsNamed("PgCdc.Sdk.IOnBatch"));

    private static bool IsUpdate(INamedTypeSymbol type) => IsContract(type) || IsGenerated(type);

    private static bool IsContract(ITypeSymbol type) =>
        type is INamedTypeSymbol { Arity: 1 } named && named.IsNamed("PgCdc.Sdk.Updated");

    /// <summary>A generated update is a struct that converts to the contract's.</summary>
    private static bool IsGenerated(INamedTypeSymbol type) =>
        type is { IsValueType: true, Arity: 0 }
        && type.GetMembers(WellKnownMemberNames.ImplicitConversionName).OfType<IMethodSymbol>().Any(static conversion => IsContract(conversion.ReturnType));
}
