using Microsoft.CodeAnalysis;
using PgCdc.Sdk.Generators.Diagnostics;

namespace PgCdc.Sdk.Generators.Parsing;

/// <summary>The decoder class that [DecodeWith] names.</summary>
/// <param name="Type">The class.</param>
internal sealed record ChosenDecoder(INamedTypeSymbol Type)
{
    private const string FieldDecoder = "PgCdc.Sdk.Decoding.FieldDecoder";

    public static ChosenDecoder? Of(IPropertySymbol property) =>
        property.InheritedAttribute(KnownAttributes.DecodeWith)?.ConstructorArguments.FirstOrDefault().Value is INamedTypeSymbol type ? new ChosenDecoder(type) : null;

    /// <summary>The type that it yields, if it is a decoder.</summary>
    public ITypeSymbol? Yields
    {
        get
        {
            for (var level = Type; level is not null; level = level.BaseType)
            {
                if (level.Arity == 1 && level.IsNamed(FieldDecoder))
                {
                    return level.TypeArguments[0];
                }
            }

            return null;
        }
    }

    /// <summary>Reports what keeps generated code from reading the property with it.</summary>
    public void Check(INamedTypeSymbol entity, PropertyCandidate candidate, FindingSink sink)
    {
        var wanted = TypeClassifier.Unwrapped(candidate.Symbol.Type);
        var problem = Yields is not { } yields
            ? $"it does not derive from FieldDecoder<{wanted.Spoken()}>"
            : !Fits(yields, wanted)
                ? $"it yields {yields.Spoken()}"
                : Type.IsAbstract || Type.IsUnboundGenericType || !HasConstructor(entity)
                    ? "generated code cannot make one: it must be neither abstract nor open, with a constructor without parameters that is internal or public"
                    : null;
        if (problem is not null)
        {
            sink.Report(Rules.UnfitDecoder, candidate.Location, entity.Name, candidate.Name, Type.Spoken(), candidate.Symbol.Type.Spoken(), problem);
        }
    }

    private static bool Fits(ITypeSymbol yields, ITypeSymbol wanted)
    {
        for (var level = yields; level is not null; level = level.BaseType)
        {
            if (SymbolEqualityComparer.Default.Equals(level, wanted))
            {
                return true;
            }
        }

        return yields.AllInterfaces.Any(contract => SymbolEqualityComparer.Default.Equals(contract, wanted));
    }

    private bool HasConstructor(INamedTypeSymbol entity)
    {
        var isLocal = SymbolEqualityComparer.Default.Equals(Type.ContainingAssembly, entity.ContainingAssembly);
        return Type.InstanceConstructors.Any(constructor => constructor.Parameters.IsEmpty
            && (constructor.DeclaredAccessibility == Accessibility.Public
                || (isLocal && constructor.DeclaredAccessibility is Accessibility.Internal or Accessibility.ProtectedOrInternal)));
    }
}
