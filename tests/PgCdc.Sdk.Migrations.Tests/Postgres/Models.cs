using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PgCdc.Sdk.Migrations.Metadata;

namespace PgCdc.Sdk.Migrations.Tests.Postgres;

/// <summary>Small models that tests start from.</summary>
internal static class Models
{
    /// <summary>orders(id, name), not captured.</summary>
    public static Action<ModelBuilder> Uncaptured { get; } = Orders(null, entity => entity.CaptureChanges(false));

    /// <summary>orders(id, name), captured.</summary>
    public static Action<ModelBuilder> Orders(Action<CaptureBuilder>? capture = null, Action<EntityTypeBuilder>? more = null)
        => model => model.Entity("Order", entity =>
        {
            Table(entity, "orders");
            entity.CaptureChanges(capture);
            more?.Invoke(entity);
        });

    /// <summary>A table with an <c>id</c> that the writer gives, and a <c>name</c>.</summary>
    public static void Table(EntityTypeBuilder entity, string table, string? schema = null)
    {
        entity.ToTable(table, schema);
        entity.Property<int>("Id").HasColumnName("id").ValueGeneratedNever();
        entity.Property<string?>("Name").HasColumnName("name");
        entity.HasKey("Id");
    }

    /// <summary>A nullable column in the test's own spelling.</summary>
    public static void Column<T>(this EntityTypeBuilder entity, string name, string? storeType = null)
    {
        var property = entity.Property<T>(name).HasColumnName(name);
        if (storeType is not null)
        {
            property.HasColumnType(storeType);
        }
    }
}
