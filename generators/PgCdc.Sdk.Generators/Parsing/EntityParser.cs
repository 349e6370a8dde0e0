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
        var sink = new FindingSink(location);
        var spec = EntityNaming.CanBeNamed(type, sink)
            ? ParseSpec(type, context.Attributes[0], context.SemanticModel.Compilation, sink, cancellationToken)
            : null;
        return new Parsed<EntitySpec>(type.FullName(), sink.HasErrors ? null : spec, location, sink.ToEquatableArray());
    }

    private static EntitySpec? ParseSpec(
        INamedTypeSymbol type, AttributeData capture, Compilation compilation, FindingSink sink, CancellationToken cancellationToken)
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

        var key = KeyParser.Parse(type, capture, candidates, sink, cancellationToken);
        // Nobody makes an instance of an abstract class: its rows become those of the classes that derive from it.
        var construction = type.IsAbstract ? null : ConstructorParser.Choose(type, candidates, sink);
        if (construction is null && !type.IsAbstract)
        {
            return null;
        }

        var arguments = construction?.Arguments ?? [];
        var captured = CapturedProperties.Select(type, candidates, key, arguments, sink);
        if (sink.HasErrors)
        {
            return null;
        }

        var throughAccessor = construction is { } made && NeedsAccessor(type, made.Constructor, arguments, captured, compilation);
        var parser = new PropertyParser(type.ContainingAssembly, compilation, throughAccessor);
        return new EntitySpec(
            name,
            EntityNaming.Accessibility(type),
            operations,
            type.InheritedAttribute(KnownAttributes.Table)?.Named("Schema")?.Value as string,
            type.InheritedAttribute(KnownAttributes.Table)?.Text() ?? type.Name,
            captured.Select(candidate => parser.Parse(candidate, arguments.Contains(candidate), type.IsAbstract)).ToEquatableArray(),
            key.Select(part => captured.IndexOf(part)).ToEquatableArray(),
            new ConstructionSpec(throughAccessor, arguments.Select(argument => captured.IndexOf(argument)).ToEquatableArray(), type.IsAbstract),
            BaseTypes(type),
            IsNewable(type),
            IsObsolete(type, captured));
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
        !type.IsAbstract && type.InstanceConstructors.Any(constructor => constructor is { Parameters.IsEmpty: true, DeclaredAccessibility: Accessibility.Public }
            && (constructor.Has(KnownAttributes.SetsRequiredMembers) || !RequiredMembers(type).Any()));

    private static bool IsObsolete(INamedTypeSymbol type, List<PropertyCandidate> captured) =>
        type.Has(KnownAttributes.Obsolete)
        || captured.Any(static candidate => candidate.Symbol.Has(KnownAttributes.Obsolete) || NamesObsolete(candidate.Symbol.Type));

    private static bool NamesObsolete(ITypeSymbol type) => type switch
    {
        INamedTypeSymbol named => named.Has(KnownAttributes.Obsolete)
            || (named.TypeKind == TypeKind.Enum && named.GetMembers().Any(static member => member.Has(KnownAttributes.Obsolete)))
            || named.TypeArguments.Any(NamesObsolete),
        IArrayTypeSymbol array => NamesObsolete(array.ElementType),
        _ => false,
    };
}
