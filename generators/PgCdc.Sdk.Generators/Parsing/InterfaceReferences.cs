using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using PgCdc.Sdk.Generators.Model;

namespace PgCdc.Sdk.Generators.Parsing;

/// <summary>
/// Finds the interfaces of a class that no one has declared: a generator does not see what it generates itself, so they are matched
/// by name, as the compiler will look them up.
/// </summary>
internal static class InterfaceReferences
{
    public static IReadOnlyList<InterfaceReference> Of(INamedTypeSymbol type, Compilation compilation, CancellationToken cancellationToken)
    {
        var references = new List<InterfaceReference>();
        foreach (var source in Sources(type))
        {
            foreach (var declaration in source.DeclaringSyntaxReferences)
            {
                if (declaration.GetSyntax(cancellationToken) is TypeDeclarationSyntax { BaseList: { } bases })
                {
                    var model = compilation.GetSemanticModel(bases.SyntaxTree);
                    references.AddRange(bases.Types
                        .Where(entry => model.GetTypeInfo(entry.Type, cancellationToken).Type is null or { TypeKind: TypeKind.Error })
                        .Select(entry => Read(entry.Type, source, model, cancellationToken))
                        .OfType<InterfaceReference>());
                }
            }
        }

        return references;
    }

    // The class, what it derives from, and the interfaces on the way.
    private static IEnumerable<INamedTypeSymbol> Sources(INamedTypeSymbol type)
    {
        for (INamedTypeSymbol? level = type; level is not null; level = level.BaseType)
        {
            yield return level;
        }

        foreach (var contract in type.AllInterfaces)
        {
            yield return contract;
        }
    }

    private static InterfaceReference? Read(TypeSyntax syntax, INamedTypeSymbol source, SemanticModel model, CancellationToken cancellationToken)
    {
        switch (syntax)
        {
            case IdentifierNameSyntax { Identifier.ValueText: var name }:
                var visible = VisibleNamespaces.At(syntax.SpanStart, source, model, cancellationToken);
                return visible.Alias(name) is { } target
                    ? Create(target.Substring(target.LastIndexOf('.') + 1), [target], model.Compilation)
                    : Create(name, visible.Qualify(name), model.Compilation);
            case QualifiedNameSyntax { Right: IdentifierNameSyntax { Identifier.ValueText: var name }, Left: var left }
                when model.GetSymbolInfo(left, cancellationToken).Symbol is INamespaceSymbol space:
                return Create(name, [VisibleNamespaces.Join(space, name)], model.Compilation);
            case AliasQualifiedNameSyntax { Name: IdentifierNameSyntax { Identifier.ValueText: var name }, Alias: var alias }
                when model.GetSymbolInfo(alias, cancellationToken).Symbol is INamespaceSymbol space:
                return Create(name, [VisibleNamespaces.Join(space, name)], model.Compilation);
            default:
                return null;
        }
    }

    private static InterfaceReference? Create(string name, IReadOnlyList<string> candidates, Compilation compilation)
    {
        var change = ChangeKind.All.FirstOrDefault(change =>
            name.Length > 3 + change.Name.Length
            && name.StartsWith("IOn", StringComparison.Ordinal)
            && name.EndsWith(change.Name, StringComparison.Ordinal));
        if (change is null)
        {
            return null;
        }

        var entity = name.Substring(3, name.Length - 3 - change.Name.Length);
        var exists = candidates.Any(candidate =>
            compilation.GetTypeByMetadataName(candidate.Substring(0, candidate.Length - name.Length) + entity) is { TypeKind: TypeKind.Class });
        return new InterfaceReference(name, candidates.ToEquatableArray(), exists);
    }
}
