using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace PgCdc.Sdk.Migrations.Metadata;

/// <summary>
/// Finds the member of an entity that a column belongs to: a property, or the complex property or owned navigation it lies under.
/// </summary>
internal static class ColumnMembers
{
    internal static bool IsOf(IColumn column, IEntityType entity, string member)
        => column.PropertyMappings.Any(mapping => IsUnder(mapping.Property, entity, member))
            || IsJsonContainer(column, entity, member);

    private static bool IsUnder(IPropertyBase property, IEntityType entity, string member)
        => property.DeclaringType switch
        {
            IComplexType complex => IsUnder(complex.ComplexProperty, entity, member),
            IEntityType declaring when declaring.IsAssignableFrom(entity) || entity.IsAssignableFrom(declaring) => property.Name == member,
            IEntityType owned when owned.FindOwnership() is { PrincipalToDependent: { } navigation } => IsUnder(navigation, entity, member),
            _ => false,
        };

    /// <summary>A JSON column has no property of its own; its owned or complex type knows its name.</summary>
    private static bool IsJsonContainer(IColumn column, IEntityType entity, string member)
        => entity.FindNavigation(member) is { } navigation && navigation.TargetEntityType.GetContainerColumnName() == column.Name
            || entity.FindComplexProperty(member) is { } complex && complex.ComplexType.GetContainerColumnName() == column.Name;
}
