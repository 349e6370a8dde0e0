using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeRefactorings;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace PgCdc.Sdk.CodeFixes;

/// <summary>
/// Replaces <c>IOnInsert&lt;Order&gt;</c> by <c>IOnOrderInsert</c>, and the type of the method's change with it: keys and flags then have names.
/// </summary>
[ExportCodeRefactoringProvider(LanguageNames.CSharp, Name = nameof(GeneratedInterfaceRefactoring))]
[Shared]
public sealed class GeneratedInterfaceRefactoring : CodeRefactoringProvider
{
    /// <inheritdoc />
    public override async Task ComputeRefactoringsAsync(CodeRefactoringContext context)
    {
        var root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        var model = await context.Document.GetSemanticModelAsync(context.CancellationToken).ConfigureAwait(false);
        if (root is null
            || model is null
            || root.FindNode(context.Span).FirstAncestorOrSelf<BaseTypeSyntax>() is not { } listed
            || listed.FirstAncestorOrSelf<ClassDeclarationSyntax>() is not { } handler
            || model.GetDeclaredSymbol(handler, context.CancellationToken) is not { } type
            || model.GetTypeInfo(listed.Type, context.CancellationToken).Type is not INamedTypeSymbol contract
            || HandlerContracts.GeneratedFor(contract) is not { } generated
            || Change(type, contract, handler, context.CancellationToken) is not { } change
            || generated.GetMembers().OfType<IMethodSymbol>().FirstOrDefault(static method => method.IsAbstract) is not { } method)
        {
            return;
        }

        var typed = method.Parameters[0].Type;
        context.RegisterRefactoring(CodeAction.Create(
            $"Handle as {generated.Name}",
            _ => Task.FromResult(context.Document.WithSyntaxRoot(root.ReplaceNodes(
                [listed.Type, change],
                (old, _) => Named(model, old, old == change ? typed : generated)))),
            generated.Name));
    }

    /// <summary>The type of the change in the method that implements the contract; <see langword="null"/> where it is elsewhere, or explicit.</summary>
    private static TypeSyntax? Change(INamedTypeSymbol type, INamedTypeSymbol contract, ClassDeclarationSyntax handler, CancellationToken cancellationToken) =>
        type.FindImplementationForInterfaceMember(contract.GetMembers().OfType<IMethodSymbol>().First()) is IMethodSymbol { ExplicitInterfaceImplementations.IsEmpty: true } method
        && method.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(cancellationToken) is MethodDeclarationSyntax declaration
        && handler.Members.Contains(declaration)
            ? declaration.ParameterList.Parameters[0].Type
            : null;

    private static TypeSyntax Named(SemanticModel model, TypeSyntax old, ITypeSymbol type) =>
        SyntaxFactory.ParseTypeName(type.ToMinimalDisplayString(model, old.SpanStart)).WithTriviaFrom(old);
}
