using Microsoft.EntityFrameworkCore.Metadata;

namespace PgCdc.Sdk.EntityFrameworkCore.Mapping;

/// <summary>The members of an owned or complex type that a row can fill.</summary>
internal static class StructureMembers
{
    /// <summary>Its properties, complex properties and owned navigations; not what only EF's tracking needs.</summary>
    public static IReadOnlyList<IPropertyBase> Of(ITypeBase type) =>
    [
        .. type.GetProperties().Where(static property => !property.IsShadowProperty()),
        .. type.GetComplexProperties(),
        .. (type as IEntityType)?.GetNavigations().Where(IsOwned) ?? [],
    ];

    /// <summary>Whether a navigation leads to an owned type, rather than to another entity or back.</summary>
    public static bool IsOwned(INavigation navigation) => navigation is { ForeignKey.IsOwnership: true, IsOnDependent: false };

    /// <summary>The type behind an owned navigation or a complex property; <see langword="null"/> of a property.</summary>
    public static ITypeBase? StructureOf(IPropertyBase member) => member switch
    {
        INavigation navigation => navigation.TargetEntityType,
        IComplexProperty complex => complex.ComplexType,
        _ => null,
    };

    /// <summary>Whether there may be none.</summary>
    public static bool IsOptional(IPropertyBase member) => member switch
    {
        INavigation navigation => !navigation.ForeignKey.IsRequiredDependent,
        IComplexProperty complex => complex.IsNullable,
        IProperty property => property.IsNullable,
        _ => true,
    };

    /// <summary>Whether it holds several.</summary>
    public static bool IsCollection(IPropertyBase member) => member switch
    {
        INavigation navigation => navigation.IsCollection,
        IComplexProperty complex => complex.IsCollection,
        _ => false,
    };
}
