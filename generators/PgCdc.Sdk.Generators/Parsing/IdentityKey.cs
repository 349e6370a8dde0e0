using Microsoft.CodeAnalysis;
using PgCdc.Sdk.Generators.Diagnostics;

namespace PgCdc.Sdk.Generators.Parsing;

/// <summary>What [CaptureChanges] says of the key by which the server tells rows.</summary>
/// <param name="Identity">The value of <c>ReplicaIdentity</c>; <see langword="null"/> where it is left out.</param>
/// <param name="Names">The properties of <c>ReplicaIdentityKey</c>.</param>
internal sealed record IdentityKey(int? Identity, IReadOnlyList<string> Names)
{
    private const int Full = 1;
    private const int Index = 2;

    /// <summary>Whether the whole old row comes along.</summary>
    public bool IsFull => Identity == Full;

    public static IdentityKey Read(AttributeData capture) => new(
        capture.Named("ReplicaIdentity") is { Value: int identity } ? identity : null,
        capture.Named("ReplicaIdentityKey") is { } names ? [.. AttributeTexts.All([names])] : []);

    public void Check(
        INamedTypeSymbol type, AttributeData capture, IReadOnlyList<PropertyCandidate> candidates, FindingSink sink, CancellationToken cancellationToken)
    {
        var location = capture.Location(cancellationToken);
        if (Fault() is { } fault)
        {
            sink.Report(Rules.UnclearIdentity, location, type.Name, fault);
        }

        foreach (var name in Names)
        {
            if (candidates.FirstOrDefault(candidate => candidate.Name == name) is not { } candidate)
            {
                sink.Report(Rules.UnknownIdentityProperty, location, type.Name, name);
            }
            else if (CanBeNull(candidate.Symbol))
            {
                sink.Report(Rules.NullableIdentityProperty, candidate.Location, type.Name, name);
            }
        }
    }

    private string? Fault() => (Identity, Names.Count) switch
    {
        (Index, 0) => "asks for an alternate key as replica identity but names none: write ReplicaIdentityKey = [nameof(...)]",
        (not (null or Index), > 0) => "names a ReplicaIdentityKey beside another ReplicaIdentity: leave one of the two out",
        _ when Names.Distinct().Count() < Names.Count => "names a property twice in ReplicaIdentityKey: name each once",
        _ => null,
    };

    private static bool CanBeNull(IPropertySymbol property) =>
        (property.NullableAnnotation == NullableAnnotation.Annotated || property.Type.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T)
        && property.InheritedAttribute(KnownAttributes.Required) is null;
}
