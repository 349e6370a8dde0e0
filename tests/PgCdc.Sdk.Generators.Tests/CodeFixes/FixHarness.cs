using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CodeRefactorings;
using Microsoft.CodeAnalysis.Text;
using PgCdc.Sdk.Generators.Tests.Harness;

namespace PgCdc.Sdk.Generators.Tests.CodeFixes;

/// <summary>A project as an IDE has it, with what the generator wrote, and what is offered in it.</summary>
internal static class FixHarness
{
    /// <summary>The source after the fix of that title; the result must compile.</summary>
    public static async Task<string> FixAsync(CodeFixProvider fix, string id, string title, string source)
    {
        var actions = await OfferedAsync(fix, id, source);
        return await ApplyAsync(Assert.Single(actions, action => action.Title == title));
    }

    /// <summary>What is offered for the first diagnostic of that id.</summary>
    public static async Task<IReadOnlyList<CodeAction>> OfferedAsync(CodeFixProvider fix, string id, string source)
    {
        Assert.Contains(id, fix.FixableDiagnosticIds);
        var (document, run) = Open(source);
        var compilation = await document.Project.GetCompilationAsync(TestContext.Current.CancellationToken);
        var tree = await document.GetSyntaxTreeAsync(TestContext.Current.CancellationToken);
        var reported = compilation!.GetDiagnostics(TestContext.Current.CancellationToken).Concat(run.Diagnostics).First(diagnostic => diagnostic.Id == id);
        var diagnostic = Diagnostic.Create(reported.Descriptor, Location.Create(tree!, reported.Location.SourceSpan));
        var actions = new List<CodeAction>();
        await fix.RegisterCodeFixesAsync(new CodeFixContext(document, diagnostic, (action, _) => actions.Add(action), TestContext.Current.CancellationToken));
        return actions;
    }

    /// <summary>What is offered where the text stands.</summary>
    public static async Task<IReadOnlyList<CodeAction>> OfferedAsync(CodeRefactoringProvider refactoring, string at, string source)
    {
        var (document, _) = Open(source);
        var actions = new List<CodeAction>();
        var span = new TextSpan(source.IndexOf(at, StringComparison.Ordinal), 0);
        await refactoring.ComputeRefactoringsAsync(new CodeRefactoringContext(document, span, actions.Add, TestContext.Current.CancellationToken));
        return actions;
    }

    public static async Task<string> ApplyAsync(CodeAction action)
    {
        var operations = await action.GetOperationsAsync(TestContext.Current.CancellationToken);
        var solution = Assert.IsType<ApplyChangesOperation>(Assert.Single(operations)).ChangedSolution;
        var document = solution.Projects.Single().Documents.Single(static document => document.Name == "Source0.cs");
        var text = (await document.GetTextAsync(TestContext.Current.CancellationToken)).ToString();
        GeneratorHarness.AssertCompiles(GeneratorRun.Of(TestCompilation.Create(text)));
        return text;
    }

    private static (Document Document, GeneratorRun Run) Open(string source)
    {
        var run = GeneratorRun.Of(TestCompilation.Create(source));
        var id = ProjectId.CreateNewId();
        var solution = new AdhocWorkspace().CurrentSolution.AddProject(ProjectInfo.Create(
            id, VersionStamp.Default, "Shop", "Shop", LanguageNames.CSharp,
            compilationOptions: run.Output.Options, parseOptions: TestCompilation.ParseOptions, metadataReferences: run.Output.References));
        foreach (var tree in run.Output.SyntaxTrees)
        {
            solution = solution.AddDocument(DocumentId.CreateNewId(id), Path.GetFileName(tree.FilePath), tree.GetText(TestContext.Current.CancellationToken));
        }

        return (solution.GetProject(id)!.Documents.Single(static document => document.Name == "Source0.cs"), run);
    }
}
