using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace PgCdc.Sdk.Generators.Emitting;

/// <summary>Names and texts as C# writes them.</summary>
internal static class Identifiers
{
    /// <summary>The name with an <c>@</c> where it is a keyword.</summary>
    public static string Escape(string name) =>
        SyntaxFacts.GetKeywordKind(name) != SyntaxKind.None || SyntaxFacts.GetContextualKeywordKind(name) != SyntaxKind.None ? "@" + name : name;

    /// <summary>The text as a literal.</summary>
    public static string Literal(string text) => SymbolDisplay.FormatLiteral(text, quote: true);

    /// <summary>The text as a literal, or <c>null</c>.</summary>
    public static string LiteralOrNull(string? text) => text is null ? "null" : Literal(text);
}
