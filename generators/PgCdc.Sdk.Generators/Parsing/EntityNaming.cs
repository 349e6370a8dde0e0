using Microsoft.CodeAnalysis;
using PgCdc.Sdk.Generators.Diagnostics;
using PgCdc.Sdk.Generators.Model;

namespace PgCdc.Sdk.Generators.Parsing;

/// <summary>Names what is generated for a class, and tells where that cannot be.</summary>
internal static class EntityNaming
{
    /// <summary>Whether generated code beside the class could name and construct it.</summary>
    public static bool CanBeNamed(INamedTypeSymbol type, FindingSink sink)
    {
        var isGeneric = false;
        var isHidden = type.IsFileLocal;
        for (INamedTypeSymbol? level = type; level is not null; level = level.ContainingType)
        {
            isGeneric |= level.Arity > 0;
            isHidden |= level.DeclaredAccessibility is not (Microsoft.CodeAnalysis.Accessibility.Public
                or Microsoft.CodeAnalysis.Accessibility.Internal or Microsoft.CodeAnalysis.Accessibility.ProtectedOrInternal);
        }

        if (isGeneric)
        {
            sink.Report(Rules.GenericEntity, null, type.Name);
        }

        if (isHidden)
        {
            sink.Report(Rules.InaccessibleEntity, null, type.Name);
        }

        if (type.IsStatic)
        {
            sink.Report(Rules.StaticEntity, null, type.Name);
        }

        return !sink.HasErrors;
    }

    public static EntityName Of(INamedTypeSymbol type)
    {
        var prefix = type.Name;
        for (var outer = type.ContainingType; outer is not null; outer = outer.ContainingType)
        {
            prefix = outer.Name + prefix;
        }

        return new EntityName(type.NamespaceName(), prefix, type.Name, type.FullName(), type.HintName());
    }

    public static string Accessibility(INamedTypeSymbol type)
    {
        for (INamedTypeSymbol? level = type; level is not null; level = level.ContainingType)
        {
            if (level.DeclaredAccessibility != Microsoft.CodeAnalysis.Accessibility.Public)
            {
                return "internal";
            }
        }

        return "public";
    }

    /// <summary>Reports names that the user's own types have already.</summary>
    public static void CheckFree(INamedTypeSymbol type, EntityName name, CapturedOperations operations, FindingSink sink)
    {
        foreach (var generated in Generated(name.Prefix, operations))
        {
            if (!type.ContainingNamespace.GetTypeMembers(generated, 0).IsEmpty)
            {
                sink.Report(Rules.NameTaken, null, type.Name, generated, "a type of yours");
            }
        }

        if (type.ContainingType is not null && Rival(type, name.Prefix, type.ContainingNamespace.GetTypeMembers()) is { } rival)
        {
            sink.Report(Rules.NameTaken, null, type.Name, name.Prefix + "Key", $"what is generated for {rival.ToDisplayString()}");
        }
    }

    private static IEnumerable<string> Generated(string prefix, CapturedOperations operations)
    {
        yield return prefix + "Key";
        yield return prefix + "Properties";
        yield return prefix + "Decoder";
        foreach (var change in ChangeKind.All.Where(change => (operations & change.Operation) != 0))
        {
            yield return prefix + change.Name;
            yield return $"IOn{prefix}{change.Name}";
        }
    }

    // Outer.Inner is generated for as OuterInner; so is a class OuterInner beside it.
    private static INamedTypeSymbol? Rival(INamedTypeSymbol type, string prefix, IEnumerable<INamedTypeSymbol> types)
    {
        foreach (var other in types.Where(other => prefix.StartsWith(other.Name, StringComparison.Ordinal)))
        {
            if (other.Has(KnownAttributes.CaptureChanges)
                && !SymbolEqualityComparer.Default.Equals(other, type)
                && Of(other).Prefix == Of(type).Prefix)
            {
                return other;
            }

            if (Rival(type, prefix.Substring(other.Name.Length), other.GetTypeMembers()) is { } nested)
            {
                return nested;
            }
        }

        return null;
    }
}
