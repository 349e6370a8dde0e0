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

        var log = type.GetCapture() is { LogTable: not null } capture ? LogOf(capture) : null;
        return EntityMapping.Read(type)?.ToTable(log);
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
