using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace PgCdc.Sdk.Migrations.Metadata;

/// <summary>
/// Finds the member of an entity that a column belongs to: a property, or the complex property or owned navigation it lies under.
/// </summary>
internal static class ColumnMembers
{
    internal static bool IsOf(IColumn column, IEntityType entity, string member)
    {
        // An owned type's key lies in the columns of its owner's key: there the owner's own property decides.
        var own = column.PropertyMappings.Where(mapping => IsSelf(mapping.Property, entity)).ToList();

        return own.Count > 0
            ? own.Any(mapping => mapping.Property.Name == member)
            : column.PropertyMappings.Any(mapping => IsUnder(mapping.Property, entity, member)) || IsJsonContainer(column, entity, member);
    }

    private static bool IsSelf(IPropertyBase property, IEntityType entity)
        => property.DeclaringType is IEntityType declaring && (declaring.IsAssignableFrom(entity) || entity.IsAssignableFrom(declaring));

    private static bool IsUnder(IPropertyBase property, IEntityType entity, string member)
        => property.DeclaringType switch
        {
            IComplexType complex => IsUnder(complex.ComplexProperty, entity, member),
            _ when IsSelf(property, entity) => property.Name == member,
            IEntityType owned when owned.FindOwnership() is { PrincipalToDependent: { } navigation } => IsUnder(navigation, entity, member),
            _ => false,
        };

    /// <summary>A JSON column has no property of its own; its owned or complex type knows its name.</summary>
    private static bool IsJsonContainer(IColumn column, IEntityType entity, string member)
        => entity.FindNavigation(member) is { } navigation && navigation.TargetEntityType.GetContainerColumnName() == column.Name
            || entity.FindComplexProperty(member) is { } complex && complex.ComplexType.GetContainerColumnName() == column.Name;
}
