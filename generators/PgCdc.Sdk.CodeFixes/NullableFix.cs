using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace PgCdc.Sdk.CodeFixes;

/// <summary>Makes a captured property nullable where the compiler says that nothing sets it: a column without NOT NULL has NULLs.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(NullableFix))]
[Shared]
public sealed class NullableFix : CodeFixProvider
{
    private const string EquivalenceKey = "Nullable";

    /// <summary>The compiler's: a property that is not nullable is null when the constructor ends.</summary>
    private const string Uninitialized = "CS8618";

    /// <inheritdoc />
    public override ImmutableArray<string> FixableDiagnosticIds => [Uninitialized];

    /// <inheritdoc />
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc />
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        var model = await context.Document.GetSemanticModelAsync(context.CancellationToken).ConfigureAwait(false);
        if (root?.FindNode(context.Span) is PropertyDeclarationSyntax { Type: not NullableTypeSyntax } property
            && model?.GetDeclaredSymbol(property, context.CancellationToken) is { } symbol
            && HandlerContracts.IsCaptured(symbol.ContainingType))
        {
            context.RegisterCodeFix(
                CodeAction.Create(
                    $"Make '{symbol.Name}' nullable, as a column without NOT NULL is",
                    _ => Task.FromResult(context.Document.WithSyntaxRoot(root.ReplaceNode(property.Type, Nullable(property.Type)))),
                    EquivalenceKey),
                context.Diagnostics);
        }
    }

    private static NullableTypeSyntax Nullable(TypeSyntax type) =>
        SyntaxFactory.NullableType(type.WithoutTrailingTrivia()).WithTrailingTrivia(type.GetTrailingTrivia());
}
