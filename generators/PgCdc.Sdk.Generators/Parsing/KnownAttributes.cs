using Microsoft.CodeAnalysis;

namespace PgCdc.Sdk.Generators.Parsing;

/// <summary>The attributes that the generator reads, by name: it references none of their assemblies.</summary>
internal static class KnownAttributes
{
    public const string CaptureChanges = "PgCdc.Sdk.CaptureChangesAttribute";
    public const string DecodeWith = "PgCdc.Sdk.DecodeWithAttribute";
    public const string HandlerOrder = "PgCdc.Sdk.HandlerOrderAttribute";
    public const string Required = "System.ComponentModel.DataAnnotations.RequiredAttribute";
    public const string Key = "System.ComponentModel.DataAnnotations.KeyAttribute";
    public const string Column = "System.ComponentModel.DataAnnotations.Schema.ColumnAttribute";
    public const string Table = "System.ComponentModel.DataAnnotations.Schema.TableAttribute";
    public const string NotMapped = "System.ComponentModel.DataAnnotations.Schema.NotMappedAttribute";
    public const string PrimaryKey = "Microsoft.EntityFrameworkCore.PrimaryKeyAttribute";
    public const string Keyless = "Microsoft.EntityFrameworkCore.KeylessAttribute";
    public const string BackingField = "Microsoft.EntityFrameworkCore.BackingFieldAttribute";
    public const string Timestamp = "System.ComponentModel.DataAnnotations.TimestampAttribute";
    public const string ForeignKey = "System.ComponentModel.DataAnnotations.Schema.ForeignKeyAttribute";
    public const string InverseProperty = "System.ComponentModel.DataAnnotations.Schema.InversePropertyAttribute";
    public const string ComplexType = "System.ComponentModel.DataAnnotations.Schema.ComplexTypeAttribute";
    public const string Owned = "Microsoft.EntityFrameworkCore.OwnedAttribute";
    public const string PgName = "NpgsqlTypes.PgNameAttribute";
    public const string Obsolete = "System.ObsoleteAttribute";
    public const string SetsRequiredMembers = "System.Diagnostics.CodeAnalysis.SetsRequiredMembersAttribute";
    public const string CompilerGenerated = "System.Runtime.CompilerServices.CompilerGeneratedAttribute";

    /// <summary>The symbol's attribute of that full name.</summary>
    public static AttributeData? Attribute(this ISymbol symbol, string fullName)
    {
        foreach (var attribute in symbol.GetAttributes())
        {
            if (attribute.AttributeClass is { } type && type.IsNamed(fullName))
            {
                return attribute;
            }
        }

        return null;
    }

    /// <summary>Whether the symbol has an attribute of that full name.</summary>
    public static bool Has(this ISymbol symbol, string fullName) => symbol.Attribute(fullName) is not null;

    /// <summary>The property's attribute of that full name, or that of the property it overrides.</summary>
    public static AttributeData? InheritedAttribute(this IPropertySymbol property, string fullName)
    {
        for (IPropertySymbol? level = property; level is not null; level = level.OverriddenProperty)
        {
            if (level.Attribute(fullName) is { } attribute)
            {
                return attribute;
            }
        }

        return null;
    }

    /// <summary>The class's attribute of that full name, or the nearest base class's.</summary>
    public static AttributeData? InheritedAttribute(this INamedTypeSymbol type, string fullName)
    {
        for (INamedTypeSymbol? level = type; level is not null; level = level.BaseType)
        {
            if (level.Attribute(fullName) is { } attribute)
            {
                return attribute;
            }
        }

        return null;
    }

    /// <summary>Whether a type that is not nested has this full name, without its arity.</summary>
    public static bool IsNamed(this INamedTypeSymbol type, string fullName)
    {
        var dot = fullName.LastIndexOf('.');
        return type.ContainingType is null
            && fullName.Length - dot - 1 == type.Name.Length
            && fullName.EndsWith(type.Name, StringComparison.Ordinal)
            && type.ContainingNamespace.ToDisplayString() == fullName.Substring(0, dot);
    }

    /// <summary>The first argument of an attribute's constructor, as text.</summary>
    public static string? Text(this AttributeData attribute) =>
        attribute.ConstructorArguments.FirstOrDefault() is { Kind: not TypedConstantKind.Array, Value: string text } ? text : null;

    /// <summary>A named argument.</summary>
    public static TypedConstant? Named(this AttributeData attribute, string name)
    {
        foreach (var argument in attribute.NamedArguments)
        {
            if (argument.Key == name)
            {
                return argument.Value;
            }
        }

        return null;
    }

    /// <summary>Where the attribute stands in the source.</summary>
    public static Location? Location(this AttributeData attribute, CancellationToken cancellationToken) =>
        attribute.ApplicationSyntaxReference?.GetSyntax(cancellationToken).GetLocation();
}
