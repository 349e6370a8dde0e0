using Microsoft.CodeAnalysis;
using PgCdc.Sdk.Generators.Model;

namespace PgCdc.Sdk.Generators.Parsing;

/// <summary>Tells columns from navigations by a property's type.</summary>
internal static class TypeClassifier
{
    private const string Ways = "exclude it with [CaptureChanges(Exclude = ...)], mark it [NotMapped], give the property a type that is decoded, or name a decoder of yours with [DecodeWith]";

    private const int MaxRank = 3;

    private static readonly HashSet<string> ListLike = new(StringComparer.Ordinal)
    {
        "System.Collections.Generic.List<T>",
        "System.Collections.Generic.IList<T>",
        "System.Collections.Generic.ICollection<T>",
        "System.Collections.Generic.IEnumerable<T>",
        "System.Collections.Generic.IReadOnlyList<T>",
        "System.Collections.Generic.IReadOnlyCollection<T>",
    };

    public static TypeClassification Classify(ITypeSymbol type)
    {
        var (value, isNullable) = Unwrap(type);
        if (ScalarTypes.Find(value) is { } scalar)
        {
            return new TypeClassification.Value(scalar, isNullable);
        }

        if (value is IArrayTypeSymbol { Rank: > MaxRank })
        {
            return new TypeClassification.Unsupported("arrays have one to three dimensions; " + Ways);
        }

        if (value is IArrayTypeSymbol { Rank: > 1 } several && ScalarTypes.Find(Unwrap(several.ElementType).Type) is null)
        {
            return new TypeClassification.Unsupported("an array of several dimensions holds values that are decoded; " + Ways);
        }

        if (ElementOf(value) is { } element)
        {
            return ClassifyCollection(value, element, isNullable);
        }

        return value switch
        {
            { TypeKind: TypeKind.Error } => new TypeClassification.Navigation(), // the compiler says what is wrong
            { TypeKind: TypeKind.Class or TypeKind.Interface } when IsOwn(value) =>
                IsEntityLike((INamedTypeSymbol)value) ? new TypeClassification.Navigation() : Mapped(value, isNullable, isTentative: true),
            { SpecialType: SpecialType.System_Object } or { TypeKind: TypeKind.Dynamic or TypeKind.Pointer or TypeKind.FunctionPointer } =>
                new TypeClassification.Unsupported(Ways),
            _ => Mapped(value, isNullable),
        };
    }

    /// <summary>A value of which the model alone knows how a column holds it: a value converter, JSON, a plug-in, several columns.</summary>
    public static TypeClassification.Value Mapped(ITypeSymbol type)
    {
        var (value, isNullable) = Unwrap(type);
        return Mapped(value, isNullable);
    }

    /// <summary>The type of a property's values when it is not null.</summary>
    public static ITypeSymbol Unwrapped(ITypeSymbol type) => Unwrap(type).Type;

    private static TypeClassification.Value Mapped(ITypeSymbol value, bool isNullable, bool isTentative = false)
    {
        var name = ListLike.Contains(value.OriginalDefinition.ToDisplayString())
            ? $"global::System.Collections.Generic.List<{((INamedTypeSymbol)value).TypeArguments[0].AnnotatedName()}>"
            : value.WithNullableAnnotation(NullableAnnotation.NotAnnotated).AnnotatedName();
        return new TypeClassification.Value(new ValueSpec(name, ValueSpec.Mapped, Getter: null, value.IsValueType), isNullable, isTentative);
    }

    private static TypeClassification ClassifyCollection(ITypeSymbol collection, ITypeSymbol element, bool isNullable)
    {
        var (inner, elementIsNullable) = Unwrap(element);
        if (ScalarTypes.Find(inner) is { } scalar)
        {
            var shape = collection is IArrayTypeSymbol array
                ? array.Rank switch { 1 => CollectionShape.Array, 2 => CollectionShape.Array2, _ => CollectionShape.Array3 }
                : ListLike.Contains(collection.OriginalDefinition.ToDisplayString()) ? CollectionShape.List : CollectionShape.None;
            if (shape == CollectionShape.None)
            {
                return Mapped(collection, isNullable);
            }

            var elementName = scalar.TypeName + (elementIsNullable ? "?" : string.Empty);
            return new TypeClassification.Value(
                scalar with
                {
                    TypeName = shape == CollectionShape.List
                        ? $"global::System.Collections.Generic.List<{elementName}>"
                        : ArrayOf(elementName, ((IArrayTypeSymbol)collection).Rank),
                    Getter = null,
                    IsValueType = false,
                    Collection = shape,
                    ElementIsNullable = elementIsNullable,
                    ElementIsValueType = scalar.IsValueType,
                },
                isNullable);
        }

        return inner switch
        {
            { TypeKind: TypeKind.Error } => new TypeClassification.Navigation(),
            { TypeKind: TypeKind.Class or TypeKind.Interface } when IsOwn(inner) =>
                IsEntityLike((INamedTypeSymbol)inner) ? new TypeClassification.Navigation() : Mapped(collection, isNullable, isTentative: true),
            { SpecialType: SpecialType.System_Object } => new TypeClassification.Unsupported(Ways),
            _ => Mapped(collection, isNullable),
        };
    }

    // An array's outer brackets come first: one of byte[] in two dimensions is byte[,][].
    private static string ArrayOf(string element, int rank)
    {
        var brackets = "[" + new string(',', rank - 1) + "]";
        return element.EndsWith("[]", StringComparison.Ordinal) ? element.Insert(element.Length - 2, brackets) : element + brackets;
    }

    private static (ITypeSymbol Type, bool IsNullable) Unwrap(ITypeSymbol type) => type switch
    {
        INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable => (nullable.TypeArguments[0], true),
        { IsReferenceType: true } => (type, type.NullableAnnotation != NullableAnnotation.NotAnnotated),
        _ => (type, false),
    };

    private static ITypeSymbol? ElementOf(ITypeSymbol type)
    {
        if (type is IArrayTypeSymbol array)
        {
            return array.ElementType;
        }

        if (type is not INamedTypeSymbol named || named.SpecialType == SpecialType.System_String)
        {
            return null;
        }

        foreach (var candidate in named.AllInterfaces.Insert(0, named))
        {
            if (candidate.OriginalDefinition.SpecialType == SpecialType.System_Collections_Generic_IEnumerable_T)
            {
                return candidate.TypeArguments[0];
            }
        }

        return null;
    }

    // Framework and database types hold values; what a user's own class holds is another row, or a part of this one.
    private static bool IsOwn(ITypeSymbol type)
    {
        var space = type.ContainingNamespace?.ToDisplayString() ?? string.Empty;
        return !IsWithin(space, "System") && !IsWithin(space, "NpgsqlTypes") && !IsWithin(space, "NodaTime") && !IsWithin(space, "NetTopologySuite");
    }

    private static bool IsWithin(string space, string root) =>
        space.StartsWith(root, StringComparison.Ordinal) && (space.Length == root.Length || space[root.Length] == '.');

    private static bool IsEntityLike(INamedTypeSymbol type)
    {
        if (type.Has(KnownAttributes.Owned) || type.Has(KnownAttributes.ComplexType))
        {
            return false;
        }

        if (type.TypeKind == TypeKind.Interface
            || type.NamespaceName().StartsWith("Microsoft.EntityFrameworkCore", StringComparison.Ordinal)
            || type.Has(KnownAttributes.CaptureChanges)
            || type.Has(KnownAttributes.Table)
            || type.InheritedAttribute(KnownAttributes.PrimaryKey) is not null)
        {
            return true;
        }

        for (INamedTypeSymbol? level = type; level is not null; level = level.BaseType)
        {
            foreach (var member in level.GetMembers())
            {
                if (member is IPropertySymbol property
                    && (property.Has(KnownAttributes.Key) || KeyParser.IsConventionalName(property.Name, type.Name)))
                {
                    return true;
                }
            }
        }

        return false;
    }
}
