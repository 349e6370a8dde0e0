using Microsoft.CodeAnalysis;
using PgCdc.Sdk.Generators.Model;

namespace PgCdc.Sdk.Generators.Diagnostics;

/// <summary>Collects what is wrong with a class.</summary>
/// <param name="fallback">Where a problem is shown that has no place of its own in the source.</param>
internal sealed class FindingSink(Location fallback)
{
    private readonly List<Finding> _findings = [];

    public bool HasErrors { get; private set; }

    public void Report(DiagnosticDescriptor rule, Location? location, params IEnumerable<string> arguments)
    {
        HasErrors |= rule.DefaultSeverity == DiagnosticSeverity.Error;
        _findings.Add(Finding.Of(rule, location is { IsInSource: true } ? location : fallback, arguments));
    }

    public EquatableArray<Finding> ToEquatableArray() => _findings.ToEquatableArray();
}
