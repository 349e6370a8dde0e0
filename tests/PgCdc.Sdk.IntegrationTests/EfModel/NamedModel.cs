using System.ComponentModel.DataAnnotations.Schema;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Metadata.Conventions;

namespace PgCdc.Sdk.IntegrationTests.EfModel;

/// <summary>Names from attributes, from OnModelCreating and from a convention, as naming plug-ins add one.</summary>
public sealed class NamedModel(DbContextOptions<NamedModel> options) : DbContext(options)
{
    public DbSet<LateOrder> LateOrders => Set<LateOrder>();

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
        configurationBuilder.Conventions.Add(static _ => new SnakeCaseNames());

    protected override void OnModelCreating(ModelBuilder modelBuilder) => modelBuilder.HasDefaultSchema("Shop Floor").Entity<LateOrder>(order =>
    {
        order.Property(row => row.ByModel).HasColumnName("By \"Model\"");
        order.ComplexProperty(row => row.SentTo);
    });

    [CaptureChanges]
    public sealed class LateOrder
    {
        public long OrderNumber { get; set; }

        public long LateOrderId { get; set; }

        [Column("by.attribute")]
        public string? ByAttribute { get; set; }

        public string? ByModel { get; set; }

        public DateOnly PromisedFor { get; set; }

        public required Place SentTo { get; set; }
    }

    public sealed class Place
    {
        public string? StreetName { get; set; }
    }

    private sealed class SnakeCaseNames : IModelFinalizingConvention
    {
        public void ProcessModelFinalizing(IConventionModelBuilder modelBuilder, IConventionContext<IConventionModelBuilder> context)
        {
            foreach (var type in modelBuilder.Metadata.GetEntityTypes().Where(static type => type.ClrType == typeof(LateOrder)))
            {
                type.Builder.ToTable(JsonNamingPolicy.SnakeCaseLower.ConvertName(type.GetTableName()!));
                foreach (var property in type.GetProperties().Concat(type.GetComplexProperties().SelectMany(static complex => complex.ComplexType.GetProperties())))
                {
                    property.Builder.HasColumnName(JsonNamingPolicy.SnakeCaseLower.ConvertName(property.GetColumnName()));
                }
            }
        }
    }
}
