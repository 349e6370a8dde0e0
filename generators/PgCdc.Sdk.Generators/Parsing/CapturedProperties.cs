using Microsoft.CodeAnalysis;
using PgCdc.Sdk.Generators.Diagnostics;
using PgCdc.Sdk.Generators.Model;

namespace PgCdc.Sdk.Generators.Parsing;

/// <summary>Chooses the properties that stand for columns, and reports those that seem to but cannot be read.</summary>
internal static class CapturedProperties
{
    public static List<PropertyCandidate> Select(
        INamedTypeSymbol type, IReadOnlyList<PropertyCandidate> candidates, IReadOnlyList<PropertyCandidate> key,
        IReadOnlyList<PropertyCandidate> arguments, FindingSink sink)
    {
        var captured = new List<PropertyCandidate>();
        foreach (var candidate in candidates)
        {
            var isWritable = candidate.IsWritable || arguments.Contains(candidate);
            if (!isWritable)
            {
                // Computed from the others, as EF sees it.
                if (key.Contains(candidate))
                {
                    sink.Report(Rules.KeyNotWritable, candidate.Location, type.Name, candidate.Name);
                }
            }
            else if (candidate.Value is { Spec: var value, IsTentative: var isTentative })
            {
                // Without a setter EF maps what it does not know as a column only where it is told to.
                var isTold = candidate.Symbol.SetMethod is not null || arguments.Contains(candidate) || key.Contains(candidate) || candidate.IsMarked;
                if ((!value.IsMapped || isTold) && (!isTentative || arguments.Contains(candidate) || !HasForeignKey(candidate, candidates)))
                {
                    captured.Add(candidate);
                    ReportAmbiguity(type, candidate, value, sink);
                    ChosenDecoder.Of(candidate.Symbol)?.Check(type, candidate, sink);
                }
            }
            else if (candidate is { IsExcluded: false, Symbol.SetMethod: not null } && !key.Contains(candidate))
            {
                // Without a setter EF maps it only where it is told to.
                ReportUnread(type, candidate, sink);
            }
        }

        return captured;
    }

    private static void ReportUnread(INamedTypeSymbol type, PropertyCandidate candidate, FindingSink sink)
    {
        if (candidate.Classification is TypeClassification.Unsupported { Advice: var advice })
        {
            sink.Report(Rules.UnsupportedType, candidate.Location, type.Name, candidate.Name, candidate.Symbol.Type.Spoken(), advice);
        }
    }

    // What has a foreign key leads to another row, whatever its class looks like.
    private static bool HasForeignKey(PropertyCandidate candidate, IReadOnlyList<PropertyCandidate> candidates) =>
        candidate.Symbol.InheritedAttribute(KnownAttributes.ForeignKey) is not null
        || candidate.Symbol.InheritedAttribute(KnownAttributes.InverseProperty) is not null
        || candidates.Any(other => other.Value is { IsTentative: false }
            && (other.Name.Equals(candidate.Name + "Id", StringComparison.OrdinalIgnoreCase)
                || other.Symbol.InheritedAttribute(KnownAttributes.ForeignKey)?.Text() == candidate.Name));

    private static void ReportAmbiguity(INamedTypeSymbol type, PropertyCandidate candidate, ValueSpec value, FindingSink sink)
    {
        if (value.Enum is not null && EnumParser.Of(candidate.Symbol.Type) is { } @enum && EnumParser.Ambiguity(@enum) is { } ambiguity)
        {
            sink.Report(
                Rules.AmbiguousEnumLabel, candidate.Location,
                type.Name, candidate.Name, @enum.Name, ambiguity.Text, ambiguity.First, ambiguity.Second);
        }
    }
}
