using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace PgCdc.Sdk.Generators.Tests.Harness;

/// <summary>Compiles sources against what a user's project references.</summary>
internal static class TestCompilation
{
    public static readonly CSharpParseOptions ParseOptions = new(LanguageVersion.CSharp14, DocumentationMode.Diagnose);

    private static readonly MetadataReference[] References =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
            .Split(Path.PathSeparator)
            .Where(static path => !Path.GetFileName(path).StartsWith("PgCdc.Sdk.Generators", StringComparison.Ordinal))
            .Select(static path => MetadataReference.CreateFromFile(path)),
    ];

    private static readonly string[] ImplicitUsings =
        ["System", "System.Collections.Generic", "System.Linq", "System.Threading", "System.Threading.Tasks", "PgCdc.Sdk"];

    public static CSharpCompilation Create(params IEnumerable<string> sources) => CSharpCompilation.Create(
        "Shop",
        sources
            .Select(static (source, index) => Parse(source, $"Source{index}.cs"))
            .Append(Parse(string.Concat(ImplicitUsings.Select(static name => $"global using {name};\n")), "Usings.cs")),
        References,
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));

    public static CSharpCompilation WithoutRuntime(this CSharpCompilation compilation) =>
        compilation.WithReferences(compilation.References.Where(static reference => Path.GetFileName(reference.Display) != "PgCdc.Sdk.dll"));

    public static SyntaxTree Parse(string source, string path) => CSharpSyntaxTree.ParseText(source, ParseOptions, path);
}
