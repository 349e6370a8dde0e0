using Microsoft.CodeAnalysis;
using PgCdc.Sdk.Generators.Model;

namespace PgCdc.Sdk.Generators.Parsing;

/// <summary>Collects what is wrong with a class.</summary>
/// <param name="fallback">Where a problem is shown that has no place of its own in the source.</param>
internal sealed class DiagnosticSink(Location fallback)
{
    private readonly List<Diagnostic> _diagnostics = [];

    public bool HasErrors { get; private set; }

    public void Report(DiagnosticDescriptor rule, Location? location, params object[] arguments)
    {
        HasErrors |= rule.DefaultSeverity == DiagnosticSeverity.Error;
        _diagnostics.Add(Diagnostic.Create(rule, location is { IsInSource: true } ? location : fallback, arguments));
    }

    public EquatableArray<Diagnostic> ToEquatableArray() => _diagnostics.ToEquatableArray();
}
