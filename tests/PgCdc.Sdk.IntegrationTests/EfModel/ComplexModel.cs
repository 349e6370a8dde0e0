using System.ComponentModel.DataAnnotations.Schema;
using Microsoft.EntityFrameworkCore;

namespace PgCdc.Sdk.IntegrationTests.EfModel;

/// <summary>Complex types: classes, records and structs, nested and optional.</summary>
public sealed class ComplexModel(DbContextOptions<ComplexModel> options) : DbContext(options)
{
    public DbSet<Sale> Sales => Set<Sale>();

    protected override void OnModelCreating(ModelBuilder modelBuilder) => modelBuilder.Entity<Sale>(sale =>
    {
        sale.ComplexProperty(row => row.Price);
        sale.ComplexProperty(row => row.Discount);
        sale.ComplexProperty(row => row.Buyer, buyer => buyer.ComplexProperty(part => part.Address).Property(address => address.City).HasColumnName("city"));
        sale.ComplexProperty(row => row.Extra);
    });

    [CaptureChanges(ReplicaIdentity = CaptureReplicaIdentity.Full)]
    public sealed class Sale
    {
        public long Id { get; set; }

        public Money Price { get; set; }

        public Money? Discount { get; set; }

        public required Party Buyer { get; set; }

        public Note? Extra { get; set; }
    }

    public readonly record struct Money(decimal Amount, string Currency);

    [ComplexType]
    public sealed record Party(string Name)
    {
        public required Address Address { get; init; }
    }

    public sealed class Address
    {
        public required string City { get; set; }

        public string? Street { get; set; }
    }

    public sealed class Note
    {
        public required string Text { get; set; }

        public int Stars { get; set; }
    }
}
