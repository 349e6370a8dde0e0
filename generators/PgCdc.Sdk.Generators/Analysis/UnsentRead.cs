using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PgCdc.Sdk.Generators.Parsing;

namespace PgCdc.Sdk.Generators.Analysis;

/// <summary>A read of a property that an update may have come without.</summary>
/// <param name="Entity">The captured entity.</param>
/// <param name="Property">The property.</param>
/// <param name="Location">Where it is read.</param>
internal sealed record UnsentRead(INamedTypeSymbol Entity, IPropertySymbol Property, Location Location)
{
    /// <summary>So many characters are seldom stored out of line: only where the rest of the row fills a page's quarter.</summary>
    private const int ShortText = 255;

    private const string MaxLength = "System.ComponentModel.DataAnnotations.MaxLengthAttribute";
    private const string StringLength = "System.ComponentModel.DataAnnotations.StringLengthAttribute";

    /// <summary>The read; <see langword="null"/> where the operation is none, or where the value always comes along.</summary>
    public static UnsentRead? Of(IPropertyReferenceOperation operation)
    {
        if (Row(operation) is not { } row
            || row.Property.Type.WithNullableAnnotation(NullableAnnotation.None) is not INamedTypeSymbol entity
            || entity.Attribute(KnownAttributes.CaptureChanges) is not { } capture
            || IdentityKey.Read(capture) is not { IsFull: false } identity
            || !MayBeOutOfLine(operation.Property)
            || IsKey(entity, operation.Property, identity)
            || !IsRead(operation))
        {
            return null;
        }

        return new UnsentRead(entity, operation.Property, operation.Syntax.GetLocation());
    }

    /// <summary><c>change.After</c>, written out before the property or behind a <c>?.</c>.</summary>
    private static IPropertyReferenceOperation? Row(IPropertyReferenceOperation operation)
    {
        var instance = operation.Instance;
        if (instance is IConditionalAccessInstanceOperation)
        {
            instance = Conditional(operation)?.Operation;
        }

        return instance is IPropertyReferenceOperation row && ChangeMembers.IsAfter(row.Property) ? row : null;
    }

    private static IConditionalAccessOperation? Conditional(IOperation operation)
    {
        for (var parent = operation.Parent; parent is not null; parent = parent.Parent)
        {
            if (parent is IConditionalAccessOperation access)
            {
                return access;
            }
        }

        return null;
    }

    /// <summary>The types whose columns have a length that varies, and with it a TOAST table.</summary>
    private static bool MayBeOutOfLine(IPropertySymbol property) => property.Type switch
    {
        { SpecialType: SpecialType.System_String } => !IsShort(property),
        IArrayTypeSymbol => true,
        INamedTypeSymbol { Name: "JsonDocument" or "JsonElement" or "JsonNode" or "JsonObject" or "JsonArray" } json => json.NamespaceName().StartsWith("System.Text.Json", StringComparison.Ordinal),
        INamedTypeSymbol { Name: "List" or "Dictionary", IsGenericType: true } list => list.NamespaceName() == "System.Collections.Generic",
        _ => false,
    };

    private static bool IsShort(IPropertySymbol property) =>
        (property.InheritedAttribute(MaxLength) ?? property.InheritedAttribute(StringLength))?.ConstructorArguments.FirstOrDefault() is { Value: int and > 0 and <= ShortText };

    /// <summary>The server sends a key with every update, and of two keys the one that is the replica identity.</summary>
    private static bool IsKey(INamedTypeSymbol entity, IPropertySymbol property, IdentityKey identity) => identity.Names.Count > 0
        ? identity.Names.Contains(property.Name)
        : property.InheritedAttribute(KnownAttributes.Key) is not null
        || KeyParser.IsConventionalName(property.Name, entity.Name)
        || (entity.InheritedAttribute(KnownAttributes.PrimaryKey) is { } key && AttributeTexts.All(key.ConstructorArguments).Contains(property.Name));

    private static bool IsRead(IPropertyReferenceOperation operation)
    {
        for (var parent = operation.Parent; parent is not null; parent = parent.Parent)
        {
            if (parent is INameOfOperation)
            {
                return false;
            }
        }

        return operation.Parent is not ISimpleAssignmentOperation assignment || assignment.Target != operation;
    }
}
