using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace PgCdc.Sdk.Generators.Tests.Harness;

/// <summary>One run of the generator over a compilation, and the runs after it.</summary>
internal sealed class GeneratorRun
{
    private readonly GeneratorDriver _driver;

    private GeneratorRun(GeneratorDriver driver, Compilation input)
    {
        Input = input;
        _driver = driver.RunGeneratorsAndUpdateCompilation(input, out var output, out var diagnostics);
        Output = output;
        Diagnostics = diagnostics;
        Result = _driver.GetRunResult().Results.Single();
    }

    public Compilation Input { get; }

    public Compilation Output { get; }

    public GeneratorRunResult Result { get; }

    /// <summary>What the generator reported and no pragma silenced.</summary>
    public ImmutableArray<Diagnostic> Diagnostics { get; }

    /// <summary>The generated files that depend on the sources.</summary>
    public IEnumerable<GeneratedSourceResult> Files =>
        Result.GeneratedSources.Where(static file => file.HintName.StartsWith("PgCdc.", StringComparison.Ordinal));

    public static GeneratorRun Of(Compilation compilation) => new(
        CSharpGeneratorDriver.Create(
            [new PgCdcGenerator().AsSourceGenerator()],
            parseOptions: TestCompilation.ParseOptions,
            driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true)),
        compilation);

    /// <summary>Runs again over another state of the compilation, with what this run has cached.</summary>
    public GeneratorRun Then(Compilation compilation) => new(_driver, compilation);

    /// <summary>The values that a step yielded.</summary>
    public IEnumerable<object> Values(string step) => Outputs(step).Select(static output => output.Value);

    /// <summary>Why the values of a step are what they are.</summary>
    public IEnumerable<IncrementalStepRunReason> Reasons(string step) => Outputs(step).Select(static output => output.Reason);

    private IEnumerable<(object Value, IncrementalStepRunReason Reason)> Outputs(string step) =>
        Result.TrackedSteps.TryGetValue(step, out var runs) ? runs.SelectMany(static run => run.Outputs) : [];
}
