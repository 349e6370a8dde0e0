using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.Extensions.DependencyInjection;
using PgCdc.Sdk.Binding;
using PgCdc.Sdk.EntityFrameworkCore.Mapping;
using PgCdc.Sdk.Migrations.Metadata;
using PgCdc.Sdk.Migrations.Schema;

namespace PgCdc.Sdk.EntityFrameworkCore;

/// <summary>Tables and columns as the context's model maps them: fluent names and conventions included.</summary>
internal sealed class EfEntityTables<TContext>(IServiceScopeFactory scopes) : IEntityTables
    where TContext : DbContext
{
    public EntityTable? Find(Type entity)
    {
        using var scope = scopes.CreateScope();
        return Find(scope.ServiceProvider.GetRequiredService<TContext>().Model, entity);
    }

    internal static EntityTable? Find(IModel model, Type entity)
    {
        if (model.FindEntityType(entity) is not { } type)
        {
            return null;
        }

        var capture = type.GetCapture();
        return EntityMapping.Read(type)?.ToTable(capture is { LogTable: not null } ? LogOf(capture) : null) is { } table
            ? table with { Discriminator = DiscriminatorOf(type), IdentityIndex = capture?.IdentityIndex }
            : null;
    }

    /// <summary>Which of the rows are the entity's, where its hierarchy shares one table.</summary>
    private static EntityDiscriminator? DiscriminatorOf(IEntityType type)
    {
        if (type.FindDiscriminatorProperty() is not { } property
            || StoreObjectIdentifier.Create(type, StoreObjectType.Table) is not { } table
            || property.GetColumnName(table) is not { } column)
        {
            return null;
        }

        var converter = property.GetValueConverter() ?? property.FindTypeMapping()?.Converter;
        var types = new Dictionary<string, Type>(StringComparer.Ordinal);
        foreach (var member in type.GetDerivedTypesInclusive().Where(static member => !member.IsAbstract()))
        {
            var value = member.GetDiscriminatorValue();
            types[Convert.ToString(converter is null ? value : converter.ConvertToProvider(value), CultureInfo.InvariantCulture)!] = member.ClrType;
        }

        return new EntityDiscriminator(column, types, type.BaseType is null);
    }

    private static EntityLog LogOf(CaptureSpec capture)
    {
        var old = capture.OldColumns.ToHashSet();
        return new EntityLog(
            SchemaNames.Schema,
            capture.LogTable!,
            [
                .. capture.LoggedColumns.Select(column => new EntityLogColumn(column.Name, column.IsKey, old.Contains(column) ? column.OldName : null)),
            ],
            capture.ReplicaIdentity == CaptureReplicaIdentity.Full);
    }
}
