using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace PgCdc.Sdk.CodeFixes;

/// <summary>Marks a property of an entity without a key with <c>[Key]</c>: each that could be one is offered.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(KeyFix))]
[Shared]
public sealed class KeyFix : CodeFixProvider
{
    private const string Annotations = "System.ComponentModel.DataAnnotations";

    /// <inheritdoc />
    public override ImmutableArray<string> FixableDiagnosticIds => ["PGCDC0001"];

    /// <inheritdoc />
    public override FixAllProvider? GetFixAllProvider() => null; // which property it is differs from class to class

    /// <inheritdoc />
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        var model = await context.Document.GetSemanticModelAsync(context.CancellationToken).ConfigureAwait(false);
        if (root is null || model is null || root.FindNode(context.Span).FirstAncestorOrSelf<TypeDeclarationSyntax>() is not { } entity)
        {
            return;
        }

        foreach (var property in entity.Members.OfType<PropertyDeclarationSyntax>())
        {
            if (model.GetDeclaredSymbol(property, context.CancellationToken) is { } symbol && MayBeKey(symbol))
            {
                context.RegisterCodeFix(
                    CodeAction.Create(
                        $"Mark '{symbol.Name}' with [Key]", _ => Task.FromResult(Mark(context.Document, root, model, property)), $"Key:{symbol.Name}"),
                    context.Diagnostics);
            }
        }
    }

    /// <summary>What compares by value and is never null.</summary>
    private static bool MayBeKey(IPropertySymbol property) =>
        property is { DeclaredAccessibility: Accessibility.Public, IsStatic: false, IsIndexer: false }
        && property.Type switch
        {
            { SpecialType: SpecialType.System_String } => property.Type.NullableAnnotation != NullableAnnotation.Annotated,
            { SpecialType: SpecialType.System_Single or SpecialType.System_Double or SpecialType.System_Boolean } => false,
            { IsValueType: true } => property.Type.OriginalDefinition.SpecialType != SpecialType.System_Nullable_T,
            _ => false,
        };

    private static Document Mark(Document document, SyntaxNode root, SemanticModel model, PropertyDeclarationSyntax property)
    {
        var attribute = SyntaxFactory.AttributeList(SyntaxFactory.SingletonSeparatedList(SyntaxFactory.Attribute(SyntaxFactory.IdentifierName("Key"))))
            .WithLeadingTrivia(property.GetLeadingTrivia())
            .WithTrailingTrivia(SyntaxFactory.ElasticLineFeed);
        var bare = property.WithLeadingTrivia();
        var marked = bare.WithAttributeLists(bare.AttributeLists.Insert(0, attribute));
        var changed = root.ReplaceNode(property, marked);
        if (changed is CompilationUnitSyntax unit && model.LookupNamespacesAndTypes(property.SpanStart, name: "KeyAttribute").IsEmpty)
        {
            changed = WithUsing(unit);
        }

        return document.WithSyntaxRoot(changed);
    }

    private static CompilationUnitSyntax WithUsing(CompilationUnitSyntax unit)
    {
        var directive = SyntaxFactory.UsingDirective(SyntaxFactory.ParseName(Annotations).WithLeadingTrivia(SyntaxFactory.Space))
            .WithTrailingTrivia(SyntaxFactory.ElasticLineFeed);
        var at = unit.Usings.TakeWhile(static known => string.CompareOrdinal(known.Name?.ToString(), Annotations) < 0).Count();
        if (unit.Usings.Count > 0 || !unit.HasLeadingTrivia)
        {
            // At the head it takes over what the file begins with: a licence, a pragma.
            return at == 0 && unit.Usings.Count > 0
                ? unit.WithUsings(unit.Usings.Replace(unit.Usings[0], unit.Usings[0].WithLeadingTrivia()).Insert(0, directive.WithLeadingTrivia(unit.Usings[0].GetLeadingTrivia())))
                : unit.WithUsings(unit.Usings.Insert(at, directive));
        }

        return unit.WithLeadingTrivia().WithUsings(unit.Usings.Insert(0, directive.WithLeadingTrivia(unit.GetLeadingTrivia())));
    }
}
