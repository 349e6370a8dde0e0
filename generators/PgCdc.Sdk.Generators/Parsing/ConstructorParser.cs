using Microsoft.CodeAnalysis;
using PgCdc.Sdk.Generators.Diagnostics;

namespace PgCdc.Sdk.Generators.Parsing;

/// <summary>
/// Chooses a constructor as EF does: one without parameters if there is any, whoever may see it; else the one with the fewest
/// parameters that each take a property of the same name and type.
/// </summary>
internal static class ConstructorParser
{
    public static (IMethodSymbol Constructor, IReadOnlyList<PropertyCandidate> Arguments)? Choose(
        INamedTypeSymbol type, IReadOnlyList<PropertyCandidate> candidates, FindingSink sink)
    {
        var bindable = new List<(IMethodSymbol Constructor, IReadOnlyList<PropertyCandidate> Arguments)>();
        var misfit = string.Empty;
        foreach (var constructor in type.InstanceConstructors.OrderBy(static constructor => constructor.Parameters.Length))
        {
            var arguments = new List<PropertyCandidate>();
            foreach (var parameter in constructor.Parameters)
            {
                if (Match(parameter, candidates) is { } candidate)
                {
                    arguments.Add(candidate);
                }
                else if (misfit.Length == 0 && !IsCopy(constructor, type))
                {
                    misfit = $"no mapped property has the name and type of the parameter '{parameter.Name}'; "
                        + "add a parameterless constructor (it may be private) or make the names and types agree";
                }
            }

            if (arguments.Count == constructor.Parameters.Length)
            {
                bindable.Add((constructor, arguments));
            }
        }

        if (bindable.Count == 0)
        {
            sink.Report(Rules.NoConstructor, null, type.Name, misfit);
            return null;
        }

        var chosen = bindable[0];
        if (chosen.Arguments.Count > 0 && bindable.Count > 1 && bindable[1].Arguments.Count == chosen.Arguments.Count)
        {
            sink.Report(
                Rules.NoConstructor, null, type.Name,
                $"two constructors with {chosen.Arguments.Count} parameters fit equally well; add a parameterless one (it may be private)");
            return null;
        }

        foreach (var argument in chosen.Arguments.Where(static argument => argument.IsExcluded))
        {
            sink.Report(Rules.ConstructorPropertyExcluded, argument.Location, type.Name, argument.Name);
        }

        return chosen;
    }

    private static PropertyCandidate? Match(IParameterSymbol parameter, IReadOnlyList<PropertyCandidate> candidates) =>
        parameter.RefKind != RefKind.None
            ? null
            : candidates.FirstOrDefault(candidate => candidate.Value is not null
                && candidate.Name.Equals(parameter.Name, StringComparison.OrdinalIgnoreCase)
                && SymbolEqualityComparer.Default.Equals(candidate.Symbol.Type, parameter.Type));

    private static bool IsCopy(IMethodSymbol constructor, INamedTypeSymbol type) =>
        constructor.Parameters.Length == 1 && SymbolEqualityComparer.Default.Equals(constructor.Parameters[0].Type, type);
}
