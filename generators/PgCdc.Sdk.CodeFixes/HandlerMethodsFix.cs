using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;

namespace PgCdc.Sdk.CodeFixes;

/// <summary>Adds the methods that a handler's interfaces ask for and that it lacks, all at once.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(HandlerMethodsFix))]
[Shared]
public sealed class HandlerMethodsFix : CodeFixProvider
{
    private const string Title = "Add the handler's methods";

    /// <summary>The compiler's: an interface's member is not implemented.</summary>
    private const string NotImplemented = "CS0535";

    /// <inheritdoc />
    public override ImmutableArray<string> FixableDiagnosticIds => [NotImplemented];

    /// <inheritdoc />
    public override FixAllProvider? GetFixAllProvider() => null; // the fix of one member is that of all of its class

    /// <inheritdoc />
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        var model = await context.Document.GetSemanticModelAsync(context.CancellationToken).ConfigureAwait(false);
        if (root is null
            || model is null
            || root.FindNode(context.Span).FirstAncestorOrSelf<TypeDeclarationSyntax>() is not { } handler
            || model.GetDeclaredSymbol(handler, context.CancellationToken) is not { } type)
        {
            return;
        }

        var missing = Missing(type);
        if (missing.Count > 0)
        {
            context.RegisterCodeFix(
                CodeAction.Create(Title, _ => Task.FromResult(Add(context.Document, root, model, handler, missing)), Title), context.Diagnostics);
        }
    }

    private static List<IMethodSymbol> Missing(INamedTypeSymbol type) =>
    [
        .. type.AllInterfaces.Where(HandlerContracts.IsHandler)
            .SelectMany(static contract => contract.GetMembers().OfType<IMethodSymbol>())
            .Where(method => method is { IsAbstract: true, IsStatic: false } && type.FindImplementationForInterfaceMember(method) is null)
            .OrderBy(static method => method.Name, StringComparer.Ordinal),
    ];

    private static Document Add(Document document, SyntaxNode root, SemanticModel model, TypeDeclarationSyntax handler, List<IMethodSymbol> missing)
    {
        var methods = missing.Select(method => SyntaxFactory.ParseMemberDeclaration(Text(model, handler.SpanStart, method))!
            .WithLeadingTrivia(SyntaxFactory.ElasticMarker)
            .WithTrailingTrivia(SyntaxFactory.ElasticLineFeed));
        var open = WithBody(handler);
        for (var index = 0; index < missing.Count; index++)
        {
            var method = methods.ElementAt(index);
            open = open.AddMembers(open.Members.Count == 0 ? method : method.WithLeadingTrivia(SyntaxFactory.ElasticLineFeed));
        }

        return document.WithSyntaxRoot(root.ReplaceNode(handler, open.WithAdditionalAnnotations(Formatter.Annotation)));
    }

    /// <summary>A class that ends with a semicolon gets braces.</summary>
    private static TypeDeclarationSyntax WithBody(TypeDeclarationSyntax handler) => handler.SemicolonToken.IsKind(SyntaxKind.None)
        ? handler
        : handler
            .WithSemicolonToken(default)
            .WithOpenBraceToken(SyntaxFactory.Token(SyntaxKind.OpenBraceToken).WithLeadingTrivia(SyntaxFactory.ElasticLineFeed).WithTrailingTrivia(SyntaxFactory.ElasticLineFeed))
            .WithCloseBraceToken(SyntaxFactory.Token(SyntaxKind.CloseBraceToken).WithTrailingTrivia(handler.SemicolonToken.TrailingTrivia));

    private static string Text(SemanticModel model, int position, IMethodSymbol method)
    {
        var parameters = string.Join(", ", method.Parameters.Select(parameter => $"{parameter.Type.ToMinimalDisplayString(model, position)} {parameter.Name}"));
        var exception = model.Compilation.GetTypeByMetadataName("System.NotImplementedException")!.ToMinimalDisplayString(model, position);
        return $"public {method.ReturnType.ToMinimalDisplayString(model, position)} {method.Name}({parameters}) => throw new {exception}();";
    }
}
