using Microsoft.CodeAnalysis;
using PgCdc.Sdk.Generators.Diagnostics;
using PgCdc.Sdk.Generators.Model;

namespace PgCdc.Sdk.Generators.Parsing;

/// <summary>
/// Finds an entity's key: the alternate one that is its replica identity, else where EF finds it: [PrimaryKey], [Key], Id, OrderId. A [Keyless]
/// entity has none, and needs none where the whole old row comes along.
/// </summary>
internal static class KeyParser
{
    public static IReadOnlyList<PropertyCandidate> Parse(
        INamedTypeSymbol type, AttributeData capture, IReadOnlyList<PropertyCandidate> candidates, FindingSink sink, CancellationToken cancellationToken)
    {
        var identity = IdentityKey.Read(capture);
        identity.Check(type, capture, candidates, sink, cancellationToken);
        if (identity.Names.Count == 0 && identity.IsFull && type.Has(KnownAttributes.Keyless))
        {
            return [];
        }

        var key = identity.Names.Count > 0
            ? [.. identity.Names.Select(name => candidates.FirstOrDefault(candidate => candidate.Name == name)).OfType<PropertyCandidate>()]
            : Find(type, candidates, sink, cancellationToken);
        foreach (var part in key)
        {
            Check(type, part, sink);
        }

        return key;
    }

    /// <summary>Whether EF takes a property of this name for the key of that class.</summary>
    public static bool IsConventionalName(string property, string type) =>
        property.Equals("Id", StringComparison.OrdinalIgnoreCase) || property.Equals(type + "Id", StringComparison.OrdinalIgnoreCase);

    private static IReadOnlyList<PropertyCandidate> Find(
        INamedTypeSymbol type, IReadOnlyList<PropertyCandidate> candidates, FindingSink sink, CancellationToken cancellationToken)
    {
        if (type.InheritedAttribute(KnownAttributes.PrimaryKey) is { } primaryKey)
        {
            return Named(type, primaryKey, candidates, sink, cancellationToken);
        }

        var marked = candidates.Where(static candidate => candidate.Symbol.InheritedAttribute(KnownAttributes.Key) is not null).OrderBy(ColumnOrder).ToArray();
        if (marked.Length > 0)
        {
            return marked;
        }

        var conventional = candidates.FirstOrDefault(static candidate => candidate.Name.Equals("Id", StringComparison.OrdinalIgnoreCase))
            ?? candidates.FirstOrDefault(candidate => IsConventionalName(candidate.Name, type.Name));
        if (conventional is not null && !type.Has(KnownAttributes.Keyless))
        {
            return [conventional];
        }

        sink.Report(Rules.NoKey, null, type.Name);
        return [];
    }

    private static List<PropertyCandidate> Named(
        INamedTypeSymbol type, AttributeData primaryKey, IReadOnlyList<PropertyCandidate> candidates, FindingSink sink,
        CancellationToken cancellationToken)
    {
        var key = new List<PropertyCandidate>();
        foreach (var name in AttributeTexts.All(primaryKey.ConstructorArguments))
        {
            if (candidates.FirstOrDefault(candidate => candidate.Name == name) is { } candidate)
            {
                key.Add(candidate);
            }
            else
            {
                sink.Report(Rules.UnknownKeyProperty, primaryKey.Location(cancellationToken), type.Name, name);
            }
        }

        return key;
    }

    private static int ColumnOrder(PropertyCandidate candidate) =>
        candidate.Symbol.InheritedAttribute(KnownAttributes.Column)?.Named("Order") is { Value: int order } ? order : 0;

    private static void Check(INamedTypeSymbol type, PropertyCandidate part, FindingSink sink)
    {
        if (part.IsExcluded)
        {
            sink.Report(Rules.KeyExcluded, part.Location, type.Name, part.Name);
        }

        switch (part.Value?.Spec)
        {
            case null:
                var advice = part.Classification is TypeClassification.Unsupported unsupported
                    ? unsupported.Advice
                    : "a key is made of columns, so name the foreign key's property instead of the navigation";
                sink.Report(Rules.UnsupportedType, part.Location, type.Name, part.Name, part.Symbol.Type.Spoken(), advice);
                break;
            case { IsMapped: true } when !ComparesByValue(part.Symbol.Type):
            case { Collection: not CollectionShape.None } or { Decoder: "Bytes" or "BitArray" or "JsonDocument" or "JsonElement" or "Hstore" or "RequiredHstore" or "ImmutableHstore" or "RequiredImmutableHstore" }:
                sink.Report(Rules.KeyNotComparable, part.Location, type.Name, part.Name, part.Symbol.Type.Spoken());
                break;
            case { Decoder: "Single" or "Double" }:
                sink.Report(Rules.FloatingKey, part.Location, type.Name, part.Name, part.Symbol.Type.Spoken());
                break;
        }
    }

    // A struct does by itself; of a class the least sign counts: a record, or an Equals of its own.
    private static bool ComparesByValue(ITypeSymbol type)
    {
        for (ITypeSymbol? level = type; level is { IsValueType: false, SpecialType: not SpecialType.System_Object }; level = level.BaseType)
        {
            if (level.GetMembers(nameof(Equals)).OfType<IMethodSymbol>().Any(static method => method.IsOverride))
            {
                return true;
            }
        }

        return type.IsValueType;
    }
}
