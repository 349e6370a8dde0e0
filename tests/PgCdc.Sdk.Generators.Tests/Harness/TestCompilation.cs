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
            .Where(static path => IsSeenByUsers(Path.GetFileName(path)))
            .Select(static path => MetadataReference.CreateFromFile(path)),
    ];

    private static readonly string[] ImplicitUsings =
        ["System", "System.Collections.Generic", "System.Linq", "System.Threading", "System.Threading.Tasks", "PgCdc.Sdk"];

    // The tests' own dependencies (Roslyn, xunit) are left out: a user has none of them, and each costs time.
    private static bool IsSeenByUsers(string file) =>
        file is "PgCdc.Sdk.dll" or "PgCdc.Sdk.Abstractions.dll" or "Npgsql.dll" or "Microsoft.EntityFrameworkCore.Abstractions.dll"
            or "Microsoft.Extensions.DependencyInjection.Abstractions.dll"
        || (file.StartsWith("System.", StringComparison.Ordinal) && !file.StartsWith("System.Composition.", StringComparison.Ordinal));

    public static CSharpCompilation Create(params IEnumerable<string> sources) => Create("Shop", sources);

    public static CSharpCompilation Create(string assemblyName, IEnumerable<string> sources) => CSharpCompilation.Create(
        assemblyName,
        sources
            .Select(static (source, index) => Parse(source, $"Source{index}.cs"))
            .Append(Parse(string.Concat(ImplicitUsings.Select(static name => $"global using {name};\n")), "Usings.cs")),
        References,
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));

    public static CSharpCompilation WithoutRuntime(this CSharpCompilation compilation) =>
        compilation.WithReferences(compilation.References.Where(static reference => Path.GetFileName(reference.Display) != "PgCdc.Sdk.dll"));

    public static SyntaxTree Parse(string source, string path) => CSharpSyntaxTree.ParseText(source, ParseOptions, path);
}
