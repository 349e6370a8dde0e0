using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace PgCdc.Sdk.Generators.Parsing;

/// <summary>The namespaces whose types can be named simply at a place in the source, the nearest first.</summary>
internal sealed class VisibleNamespaces
{
    private static readonly SymbolDisplayFormat Format = SymbolDisplayFormat.FullyQualifiedFormat
        .WithGlobalNamespaceStyle(SymbolDisplayGlobalNamespaceStyle.Omitted);

    private readonly List<INamespaceSymbol> _namespaces = [];
    private readonly Dictionary<string, string> _aliases = new(StringComparer.Ordinal);

    private VisibleNamespaces()
    {
    }

    public static VisibleNamespaces At(int position, ISymbol source, SemanticModel model, CancellationToken cancellationToken)
    {
        var visible = new VisibleNamespaces();
        for (var space = source.ContainingNamespace; space is not null; space = space.ContainingNamespace)
        {
            visible._namespaces.Add(space);
        }

        // The scopes hold the file's and the project's global usings.
        foreach (var scope in model.GetImportScopes(position, cancellationToken))
        {
            visible._namespaces.AddRange(scope.Imports.Select(static import => import.NamespaceOrType).OfType<INamespaceSymbol>());
            foreach (var alias in scope.Aliases)
            {
                if (alias.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(cancellationToken) is UsingDirectiveSyntax directive
                    && !visible._aliases.ContainsKey(alias.Name))
                {
                    visible._aliases.Add(alias.Name, directive.NamespaceOrType.ToString().Replace("global::", string.Empty));
                }
            }
        }

        return visible;
    }

    /// <summary>The full name of a type of a namespace.</summary>
    public static string Join(INamespaceSymbol space, string name) =>
        space.IsGlobalNamespace ? name : $"{space.ToDisplayString(Format)}.{name}";

    /// <summary>What an alias stands for.</summary>
    public string? Alias(string name) => _aliases.TryGetValue(name, out var target) ? target : null;

    /// <summary>The full names that a simple name may stand for.</summary>
    public IReadOnlyList<string> Qualify(string name) => [.. _namespaces.Select(space => Join(space, name)).Distinct(StringComparer.Ordinal)];
}
