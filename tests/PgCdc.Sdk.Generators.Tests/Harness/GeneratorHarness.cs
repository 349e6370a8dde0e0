using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;

namespace PgCdc.Sdk.Generators.Tests.Harness;

/// <summary>
/// Every test of what is generated asserts all of it: the snapshot, that the result compiles without a warning, that an unrelated edit
/// re-emits nothing, and that the pipeline holds values only.
/// </summary>
internal static class GeneratorHarness
{
    private const string UnrelatedFile = "namespace Elsewhere; internal sealed class Unrelated : System.IDisposable { public void Dispose() { } }";

    private static readonly string[] ModelSteps = [StepNames.EntitySpecs, StepNames.HandlerSpecs, StepNames.Registrations, StepNames.Runtime];
    private static readonly string[] AllSteps = [StepNames.Entities, StepNames.Handlers, .. ModelSteps];

    /// <summary>Runs the generator over sources that are in order.</summary>
    public static GeneratorRun Verify(
        IEnumerable<string> sources, [CallerMemberName] string test = "", [CallerFilePath] string testFile = "")
    {
        var run = Check(sources);
        Assert.All(run.Diagnostics, static diagnostic => Assert.Equal(DiagnosticSeverity.Info, diagnostic.Severity));
        AssertCompiles(run);
        Snapshot.Compare(testFile, test, run.Files.ToDictionary(static file => file.HintName, static file => file.SourceText.ToString()));
        return run;
    }

    /// <inheritdoc cref="Verify(IEnumerable{string}, string, string)" />
    public static GeneratorRun Verify(string source, [CallerMemberName] string test = "", [CallerFilePath] string testFile = "") =>
        Verify([source], test, testFile);

    /// <summary>Runs the generator over sources that may be in error; the pipeline's promises hold all the same.</summary>
    public static GeneratorRun Check(params IEnumerable<string> sources) => Check(TestCompilation.Create(sources));

    /// <inheritdoc cref="Check(IEnumerable{string})" />
    public static GeneratorRun Check(Compilation compilation)
    {
        var run = GeneratorRun.Of(compilation);
        Assert.Null(run.Result.Exception);
        AssertUnrelatedEditReemitsNothing(run);
        foreach (var step in ModelSteps)
        {
            Assert.All(run.Values(step), ModelGraph.AssertValuesOnly);
        }

        return run;
    }

    /// <summary>The generated code belongs to a project that takes warnings for errors, documentation included.</summary>
    public static void AssertCompiles(GeneratorRun run)
    {
        var written = run.Input.SyntaxTrees.ToHashSet();
        var problems = run.Output.GetDiagnostics(TestContext.Current.CancellationToken)
            .Where(static diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning)
            .Where(diagnostic => diagnostic.Id != "CS1591" || !written.Contains(diagnostic.Location.SourceTree!))
            .ToArray();
        Assert.Empty(problems);
    }

    private static void AssertUnrelatedEditReemitsNothing(GeneratorRun first)
    {
        var edited = first.Input.Clone().AddSyntaxTrees(TestCompilation.Parse(UnrelatedFile, "Unrelated.cs"));
        var second = first.Then(edited);
        foreach (var step in AllSteps)
        {
            Assert.All(second.Reasons(step), static reason =>
                Assert.True(reason is IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged, reason.ToString()));
        }

        Assert.All(
            second.Result.TrackedOutputSteps.Values.SelectMany(static runs => runs).SelectMany(static run => run.Outputs),
            static output => Assert.Equal(IncrementalStepRunReason.Cached, output.Reason));
    }
}
