using Microsoft.CodeAnalysis;
using PgCdc.Sdk.Generators.Diagnostics;
using PgCdc.Sdk.Generators.Model;

namespace PgCdc.Sdk.Generators.Parsing;

/// <summary>Reads what an open-generic handler asks of its entities.</summary>
internal static class OpenHandlerParser
{
    public static OpenHandler? Parse(
        INamedTypeSymbol type, IReadOnlyList<(ITypeSymbol Entity, CapturedOperations Operations)> interfaces, FindingSink sink)
    {
        if (!IsGeneric(type))
        {
            return null;
        }

        var isOpenInEntity = type is { Arity: 1 } && !IsGeneric(type.ContainingType)
            && interfaces.Any(contract => SymbolEqualityComparer.Default.Equals(contract.Entity, type.TypeParameters[0]));
        if (!isOpenInEntity)
        {
            sink.Report(Rules.HandlerNotClosable, null, type.Name);
            return null;
        }

        var parameter = type.TypeParameters[0];
        return new OpenHandler(
            parameter.ConstraintTypes.Select(constraint => Mark(constraint, parameter)).ToEquatableArray(),
            parameter.HasConstructorConstraint);
    }

    /// <summary>The captured entities of referenced assemblies that fit.</summary>
    public static IEnumerable<HandledEntity> ReferencedEntities(OpenHandler open, Compilation compilation)
    {
        foreach (var assembly in compilation.SourceModule.ReferencedAssemblySymbols)
        {
            if (!assembly.Modules.Any(static module => module.ReferencedAssemblies.Any(static reference => reference.Name == "PgCdc.Sdk")))
            {
                continue;
            }

            foreach (var entity in TypesOf(assembly.GlobalNamespace).Where(static type => type.Has(KnownAttributes.CaptureChanges)))
            {
                if (compilation.IsSymbolAccessibleWithin(entity, compilation.Assembly)
                    && open.Admits(entity.FullName(), EntityParser.BaseTypes(entity), EntityParser.IsNewable(entity))
                    && HandlerInterfaces.DecoderOf(entity, compilation) is { } decoder)
                {
                    yield return new HandledEntity(entity.FullName(), decoder, CapturedOperations.All);
                }
            }
        }
    }

    private static bool IsGeneric(INamedTypeSymbol? type) => type is not null && (type.Arity > 0 || IsGeneric(type.ContainingType));

    // IEntity<T> becomes IEntity<{T}>, to be compared once T is known.
    private static string Mark(ITypeSymbol constraint, ITypeParameterSymbol parameter) => string.Concat(
        constraint.ToDisplayParts(SymbolDisplayFormat.FullyQualifiedFormat)
            .Select(part => SymbolEqualityComparer.Default.Equals(part.Symbol, parameter) ? OpenHandler.Self : part.ToString()));

    private static IEnumerable<INamedTypeSymbol> TypesOf(INamespaceOrTypeSymbol container)
    {
        foreach (var member in container.GetMembers().OfType<INamespaceOrTypeSymbol>())
        {
            if (member is INamedTypeSymbol type)
            {
                yield return type;
            }

            foreach (var nested in TypesOf(member))
            {
                yield return nested;
            }
        }
    }
}
