using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using PgCdc.Sdk.Generators.Diagnostics;
using PgCdc.Sdk.Generators.Emitting;
using PgCdc.Sdk.Generators.Model;
using PgCdc.Sdk.Generators.Parsing;

namespace PgCdc.Sdk.Generators;

/// <summary>
/// Writes, for every class with [CaptureChanges], its key, change types, handler interfaces and decoder, and per assembly the
/// registration of its handlers.
/// </summary>
[Generator(LanguageNames.CSharp)]
public sealed class PgCdcGenerator : IIncrementalGenerator
{
    /// <inheritdoc />
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        // Keeps an assembly's registration invisible to a test project that sees the assembly's internals and has its own.
        context.RegisterPostInitializationOutput(static output => output.AddEmbeddedAttributeDefinition());

        // Captured classes, with and then without what is wrong with them and where they stand.
        var entities = context.SyntaxProvider
            .ForAttributeWithMetadataName(KnownAttributes.CaptureChanges, static (_, _) => true, EntityParser.Parse)
            .WithTrackingName(StepNames.Entities);
        var entitySpecs = Specs(entities).WithTrackingName(StepNames.EntitySpecs);

        // Handler classes, likewise.
        var handlers = context.SyntaxProvider
            .CreateSyntaxProvider(HandlerParser.IsCandidate, HandlerParser.Parse)
            .SelectMany(static (handler, _) => handler is null ? ImmutableArray<Parsed<HandlerSpec>>.Empty : [handler])
            .WithTrackingName(StepNames.Handlers);
        var handlerSpecs = Specs(handlers).WithTrackingName(StepNames.HandlerSpecs);

        // An assembly that only sees the contracts gets diagnostics, but no code that it could not compile.
        var runtime = context.MetadataReferencesProvider
            .Where(static reference => RuntimeReference.Matches(reference))
            .Collect()
            .Select(static (references, _) => references.Length > 0)
            .WithTrackingName(StepNames.Runtime);

        var registrations = entitySpecs.Collect().Combine(handlerSpecs.Collect())
            .Select(static (specs, _) => RegistrationSpec.From(specs.Left, specs.Right))
            .WithTrackingName(StepNames.Registrations);

        context.RegisterSourceOutput(entities.SelectMany(static (entity, _) => entity.Findings), Report);
        context.RegisterSourceOutput(handlers.SelectMany(static (handler, _) => handler.Findings), Report);
        context.RegisterSourceOutput(
            entities.Collect().Combine(handlers.Collect()).SelectMany(static (parsed, _) => HandlerCoverage.Check(parsed.Left, parsed.Right)),
            Report);

        context.RegisterSourceOutput(entitySpecs.Combine(runtime), static (output, source) => Emit(output, source.Left, source.Right));
        context.RegisterSourceOutput(registrations.Combine(runtime), static (output, source) => Emit(output, source.Left, source.Right));
    }

    private static IncrementalValuesProvider<T> Specs<T>(IncrementalValuesProvider<Parsed<T>> parsed)
        where T : class =>
        parsed.SelectMany(static (entity, _) => entity.Spec is null ? ImmutableArray<T>.Empty : [entity.Spec]);

    private static void Report(SourceProductionContext output, Finding finding) => output.ReportDiagnostic(finding.ToDiagnostic());

    private static void Emit(SourceProductionContext output, EntitySpec entity, bool hasRuntime)
    {
        if (hasRuntime)
        {
            output.AddSource(GeneratedSource.HintName(entity, ChangesEmitter.Role), ChangesEmitter.Emit(entity));
            output.AddSource(GeneratedSource.HintName(entity, HandlersEmitter.Role), HandlersEmitter.Emit(entity));
            output.AddSource(GeneratedSource.HintName(entity, DecoderEmitter.Role), DecoderEmitter.Emit(entity));
        }
    }

    private static void Emit(SourceProductionContext output, RegistrationSpec registrations, bool hasRuntime)
    {
        if (hasRuntime)
        {
            output.AddSource(RegistrationEmitter.HintName, RegistrationEmitter.Emit(registrations));
        }
    }
}
