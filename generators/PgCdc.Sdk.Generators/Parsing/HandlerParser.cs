using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using PgCdc.Sdk.Generators.Diagnostics;
using PgCdc.Sdk.Generators.Model;

namespace PgCdc.Sdk.Generators.Parsing;

/// <summary>Reads a handler class. Symbols stop here.</summary>
internal static class HandlerParser
{
    /// <summary>Whether a node may declare a handler: a class that derives from something.</summary>
    public static bool IsCandidate(SyntaxNode node, CancellationToken cancellationToken) =>
        node is TypeDeclarationSyntax { BaseList: not null } and not InterfaceDeclarationSyntax;

    public static Parsed<HandlerSpec>? Parse(GeneratorSyntaxContext context, CancellationToken cancellationToken)
    {
        var declaration = (TypeDeclarationSyntax)context.Node;
        if (context.SemanticModel.GetDeclaredSymbol(declaration, cancellationToken) is not INamedTypeSymbol { IsAbstract: false, IsStatic: false } type
            || !IsFirstDeclaration(type, declaration, cancellationToken))
        {
            return null;
        }

        var interfaces = HandlerInterfaces.Of(type);
        var references = InterfaceReferences.Of(type, context.SemanticModel.Compilation, cancellationToken);
        if (interfaces.Count == 0 && references.Count == 0)
        {
            return null;
        }

        var location = declaration.Identifier.GetLocation();
        var sink = new FindingSink(location);
        var entities = HandlerInterfaces.Entities(type, interfaces, context.SemanticModel.Compilation, sink);
        var open = OpenHandlerParser.Parse(type, interfaces, sink);
        if (open is not null)
        {
            entities = [.. entities, .. OpenHandlerParser.ReferencedEntities(open, context.SemanticModel.Compilation)];
        }

        CheckRegistrable(type, sink);
        var spec = new HandlerSpec(
            WithoutArguments(type), Order(type), entities.ToEquatableArray(), references.ToEquatableArray(), open);
        return new Parsed<HandlerSpec>(type.Spoken(), sink.HasErrors ? null : spec, location, sink.ToEquatableArray());
    }

    // A partial class is read once, at the first of its parts that derives from something.
    private static bool IsFirstDeclaration(INamedTypeSymbol type, TypeDeclarationSyntax declaration, CancellationToken cancellationToken) =>
        type.DeclaringSyntaxReferences
            .Select(reference => reference.GetSyntax(cancellationToken))
            .FirstOrDefault(static syntax => syntax is TypeDeclarationSyntax { BaseList: not null }) == declaration;

    private static void CheckRegistrable(INamedTypeSymbol type, FindingSink sink)
    {
        if (type.IsValueType)
        {
            sink.Report(Rules.HandlerNotClass, null, type.Name);
            return;
        }

        for (INamedTypeSymbol? level = type; level is not null; level = level.ContainingType)
        {
            if (level.IsFileLocal || level.DeclaredAccessibility is not (Accessibility.Public or Accessibility.Internal or Accessibility.ProtectedOrInternal))
            {
                sink.Report(Rules.HandlerNotAccessible, null, type.Name);
                return;
            }
        }

        if (type.InstanceConstructors.All(static constructor => constructor.DeclaredAccessibility != Accessibility.Public))
        {
            sink.Report(Rules.HandlerWithoutConstructor, null, type.Name);
        }
    }

    private static int Order(INamedTypeSymbol type) =>
        type.Attribute(KnownAttributes.HandlerOrder)?.ConstructorArguments.FirstOrDefault() is { Value: int order } ? order : 0;

    private static string WithoutArguments(INamedTypeSymbol type) => type.ToDisplayString(
        SymbolDisplayFormat.FullyQualifiedFormat.WithGenericsOptions(SymbolDisplayGenericsOptions.None));
}
