using Microsoft.CodeAnalysis;
using PgCdc.Sdk.Generators.Model;

namespace PgCdc.Sdk.Generators.Parsing;

/// <summary>Turns a property into values, with the way in which its value gets there.</summary>
internal sealed class PropertyParser(IAssemblySymbol assembly, Compilation compilation, bool throughAccessor)
{
    /// <summary>Whether an object initialiser of generated code can set it.</summary>
    public static bool IsInitializable(PropertyCandidate candidate, Compilation compilation, IAssemblySymbol assembly) =>
        candidate.Value is not { IsTentative: true }
        && candidate.Symbol.SetMethod is { } setter
        && compilation.IsSymbolAccessibleWithin(setter, assembly)
        && (candidate.IsAuto || candidate.Field is null || candidate.Symbol.IsRequired);

    public PropertySpec Parse(PropertyCandidate candidate, bool isArgument, bool isOfAbstract)
    {
        var property = candidate.Symbol;
        var value = candidate.Value!;
        var way = candidate.IsExcluded || isOfAbstract ? Assignment.None : isArgument ? Assignment.Constructor : Choose(candidate);
        return new PropertySpec(
            property.Name,
            property.Type.AnnotatedName(),
            property.Type.FullName(),
            property.InheritedAttribute(KnownAttributes.Column)?.Text(),
            value.IsNullable,
            candidate.IsExcluded,
            value.IsTentative,
            value.Spec,
            way,
            property.ContainingType.FullName(),
            way is Assignment.Setter or Assignment.Field ? GenericOwnerParser.Parse(property.ContainingType) : null,
            way switch
            {
                Assignment.Setter => "set_" + property.Name,
                Assignment.Field => candidate.Field!.Name,
                _ => null,
            },
            property.OriginalDefinition.Type.AnnotatedName());
    }

    private Assignment Choose(PropertyCandidate candidate)
    {
        var setter = candidate.Symbol.SetMethod;
        if (setter is not null && compilation.IsSymbolAccessibleWithin(setter, assembly))
        {
            if (!throughAccessor && IsInitializable(candidate, compilation, assembly))
            {
                return Assignment.Initializer;
            }

            if (candidate.IsAuto || candidate.Field is null)
            {
                return setter.IsInitOnly ? Assignment.Setter : Assignment.Statement;
            }
        }

        // EF reads and writes the field where there is one, so that a setter's logic runs for the application only.
        return setter is not null && (candidate.IsAuto || candidate.Field is null) ? Assignment.Setter : Assignment.Field;
    }
}
