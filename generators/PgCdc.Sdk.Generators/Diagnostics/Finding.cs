using Microsoft.CodeAnalysis;
using PgCdc.Sdk.Generators.Model;

namespace PgCdc.Sdk.Generators.Diagnostics;

/// <summary>
/// A diagnostic before it is reported, equal to another that says the same of the same place: Roslyn's own compare their arguments by
/// reference. The location is the source's own, so that a pragma reaches it.
/// </summary>
internal sealed record Finding(DiagnosticDescriptor Rule, Location Location, EquatableArray<string> Arguments)
{
    public static Finding Of(DiagnosticDescriptor rule, Location location, params IEnumerable<string> arguments) =>
        new(rule, location, arguments.ToEquatableArray());

    public Diagnostic ToDiagnostic() => Diagnostic.Create(Rule, Location, [.. Arguments]);
}
