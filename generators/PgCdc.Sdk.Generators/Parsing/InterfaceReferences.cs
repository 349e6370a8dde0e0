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
            var hasUnknown = HasUnknown(source);
            foreach (var declaration in source.DeclaringSyntaxReferences)
            {
                if (declaration.GetSyntax(cancellationToken) is TypeDeclarationSyntax { BaseList: { } bases })
                {
                    references.AddRange(bases.Types
                        .Select(static entry => entry.Type)
                        .Where(entry => hasUnknown || ChangeOf(NameOf(entry)) is not null)
                        .Select(entry => Read(entry, source, compilation, cancellationToken))
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

    // Most classes derive from what is known: asking the symbols spares them a semantic model at each keystroke.
    private static bool HasUnknown(INamedTypeSymbol source) =>
        source.BaseType is { TypeKind: TypeKind.Error } || source.Interfaces.Any(static contract => contract.TypeKind == TypeKind.Error);

    private static string NameOf(TypeSyntax syntax) => syntax switch
    {
        QualifiedNameSyntax { Right: var right } => NameOf(right),
        AliasQualifiedNameSyntax { Name: var name } => NameOf(name),
        IdentifierNameSyntax { Identifier.ValueText: var name } => name,
        _ => string.Empty,
    };

    private static ChangeKind? ChangeOf(string name) => ChangeKind.All.FirstOrDefault(change =>
        name.Length > 3 + change.Name.Length
        && name.StartsWith("IOn", StringComparison.Ordinal)
        && name.EndsWith(change.Name, StringComparison.Ordinal));

    private static InterfaceReference? Read(
        TypeSyntax syntax, INamedTypeSymbol source, Compilation compilation, CancellationToken cancellationToken)
    {
        var model = compilation.GetSemanticModel(syntax.SyntaxTree);
        if (model.GetTypeInfo(syntax, cancellationToken).Type is { TypeKind: not TypeKind.Error })
        {
            return null;
        }

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
        if (ChangeOf(name) is not { } change)
        {
            return null;
        }

        var entity = name.Substring(3, name.Length - 3 - change.Name.Length);
        var exists = candidates.Any(candidate =>
            compilation.GetTypeByMetadataName(candidate.Substring(0, candidate.Length - name.Length) + entity) is { TypeKind: TypeKind.Class });
        return new InterfaceReference(name, candidates.ToEquatableArray(), exists);
    }
}
