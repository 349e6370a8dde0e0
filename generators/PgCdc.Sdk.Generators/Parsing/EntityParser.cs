using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using PgCdc.Sdk.Generators.Diagnostics;
using PgCdc.Sdk.Generators.Model;

namespace PgCdc.Sdk.Generators.Parsing;

/// <summary>Reads a captured class. Symbols stop here.</summary>
internal static class EntityParser
{
    public static Parsed<EntitySpec> Parse(GeneratorAttributeSyntaxContext context, CancellationToken cancellationToken)
    {
        var type = (INamedTypeSymbol)context.TargetSymbol;
        var location = ((BaseTypeDeclarationSyntax)context.TargetNode).Identifier.GetLocation();
        var sink = new DiagnosticSink(location);
        var spec = EntityNaming.CanBeNamed(type, sink)
            ? ParseSpec(type, context.Attributes[0], context.SemanticModel.Compilation, sink, cancellationToken)
            : null;
        return new Parsed<EntitySpec>(type.FullName(), sink.HasErrors ? null : spec, location, sink.ToEquatableArray());
    }

    private static EntitySpec? ParseSpec(
        INamedTypeSymbol type, AttributeData capture, Compilation compilation, DiagnosticSink sink, CancellationToken cancellationToken)
    {
        var name = EntityNaming.Of(type);
        var operations = capture.Named("Operations") is { Value: int flags } ? (CapturedOperations)flags & CapturedOperations.All : CapturedOperations.All;
        if (operations == CapturedOperations.None)
        {
            sink.Report(Rules.NoOperation, capture.Location(cancellationToken), type.Name);
        }

        EntityNaming.CheckFree(type, name, operations, sink);

        var excluded = new HashSet<string>(capture.Named("Exclude") is { } names ? AttributeTexts.All([names]) : [], StringComparer.Ordinal);
        var candidates = CandidateReader.Read(type, excluded);
        foreach (var unknown in excluded.Where(text => candidates.All(candidate => candidate.Name != text)))
        {
            sink.Report(Rules.UnknownExcludedProperty, capture.Location(cancellationToken), type.Name, unknown);
        }

        var key = KeyParser.Parse(type, candidates, sink, cancellationToken);
        if (ConstructorParser.Choose(type, candidates, sink) is not { } construction)
        {
            return null;
        }

        var captured = Captured(type, candidates, key, construction.Arguments, sink);
        if (sink.HasErrors)
        {
            return null;
        }

        var throughAccessor = NeedsAccessor(type, construction.Constructor, construction.Arguments, captured, compilation);
        var parser = new PropertyParser(type.ContainingAssembly, compilation, throughAccessor);
        return new EntitySpec(
            name,
            EntityNaming.Accessibility(type),
            operations,
            type.InheritedAttribute(KnownAttributes.Table)?.Named("Schema")?.Value as string,
            type.InheritedAttribute(KnownAttributes.Table)?.Text() ?? type.Name,
            captured.Select(candidate => parser.Parse(candidate, construction.Arguments.Contains(candidate))).ToEquatableArray(),
            key.Select(part => captured.IndexOf(part)).ToEquatableArray(),
            new ConstructionSpec(throughAccessor, construction.Arguments.Select(argument => captured.IndexOf(argument)).ToEquatableArray()),
            BaseTypes(type),
            IsNewable(type),
            IsObsolete(type, captured));
    }

    private static List<PropertyCandidate> Captured(
        INamedTypeSymbol type, IReadOnlyList<PropertyCandidate> candidates, IReadOnlyList<PropertyCandidate> key,
        IReadOnlyList<PropertyCandidate> arguments, DiagnosticSink sink)
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
            else if (candidate.Value is { Spec: var value })
            {
                captured.Add(candidate);
                ReportAmbiguity(type, candidate, value, sink);
            }
            else if (!candidate.IsExcluded)
            {
                ReportUnread(type, candidate, sink);
            }
        }

        return captured;
    }

    private static void ReportUnread(INamedTypeSymbol type, PropertyCandidate candidate, DiagnosticSink sink)
    {
        switch (candidate.Classification)
        {
            case TypeClassification.Unsupported { Advice: var advice }:
                sink.Report(Rules.UnsupportedType, candidate.Location, type.Name, candidate.Name, candidate.Symbol.Type.Spoken(), advice);
                break;
            case TypeClassification.Part:
                sink.Report(Rules.PartNotRead, candidate.Location, type.Name, candidate.Name, candidate.Symbol.Type.Spoken());
                break;
        }
    }

    private static void ReportAmbiguity(INamedTypeSymbol type, PropertyCandidate candidate, ValueSpec value, DiagnosticSink sink)
    {
        if (value.Enum is not null && EnumParser.Of(candidate.Symbol.Type) is { } @enum && EnumParser.Ambiguity(@enum) is { } ambiguity)
        {
            sink.Report(
                Rules.AmbiguousEnumLabel, candidate.Location,
                type.Name, candidate.Name, @enum.Name, ambiguity.Text, ambiguity.First, ambiguity.Second);
        }
    }

    // A private constructor, or a required member that no column fills (a navigation), is nothing that 'new' could get past.
    private static bool NeedsAccessor(
        INamedTypeSymbol type, IMethodSymbol constructor, IReadOnlyList<PropertyCandidate> arguments, List<PropertyCandidate> captured,
        Compilation compilation)
    {
        if (!compilation.IsSymbolAccessibleWithin(constructor, type.ContainingAssembly))
        {
            return true;
        }

        if (constructor.Has(KnownAttributes.SetsRequiredMembers))
        {
            return false;
        }

        var initialised = captured
            .Where(candidate => !candidate.IsExcluded && !arguments.Contains(candidate))
            .Where(candidate => PropertyParser.IsInitializable(candidate, compilation, type.ContainingAssembly))
            .Select(static candidate => candidate.Name)
            .ToArray();
        return RequiredMembers(type).Any(required => !initialised.Contains(required));
    }

    private static IEnumerable<string> RequiredMembers(INamedTypeSymbol type)
    {
        for (INamedTypeSymbol? level = type; level is not null; level = level.BaseType)
        {
            foreach (var member in level.GetMembers())
            {
                if (member is IPropertySymbol { IsRequired: true } or IFieldSymbol { IsRequired: true })
                {
                    yield return member.Name;
                }
            }
        }
    }

    public static EquatableArray<string> BaseTypes(INamedTypeSymbol type)
    {
        var names = new List<string> { type.FullName() };
        for (var level = type.BaseType; level is not null; level = level.BaseType)
        {
            names.Add(level.FullName());
        }

        names.AddRange(type.AllInterfaces.Select(static contract => contract.FullName()));
        return names.ToEquatableArray();
    }

    public static bool IsNewable(INamedTypeSymbol type) =>
        type.InstanceConstructors.Any(constructor => constructor is { Parameters.IsEmpty: true, DeclaredAccessibility: Accessibility.Public }
            && (constructor.Has(KnownAttributes.SetsRequiredMembers) || !RequiredMembers(type).Any()));

    private static bool IsObsolete(INamedTypeSymbol type, List<PropertyCandidate> captured) =>
        type.Has(KnownAttributes.Obsolete)
        || captured.Any(static candidate => candidate.Symbol.Has(KnownAttributes.Obsolete)
            || (EnumParser.Of(candidate.Symbol.Type) is { } @enum
                && (@enum.Has(KnownAttributes.Obsolete) || @enum.GetMembers().Any(static member => member.Has(KnownAttributes.Obsolete)))));
}
