using Microsoft.EntityFrameworkCore;

namespace PgCdc.Sdk.IntegrationTests.EfModel;

/// <summary>Entities that are told by an alternate key instead of their primary one, which one of them does not have.</summary>
public sealed class AlternateKeyModel(DbContextOptions<AlternateKeyModel> options) : DbContext(options)
{
    public DbSet<Product> Products => Set<Product>();

    public DbSet<Sensor> Sensors => Set<Sensor>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<Product>().HasAlternateKey(static product => new { product.Shop, product.Code });
        modelBuilder.Entity<Sensor>().HasIndex(static sensor => sensor.Name).IsUnique();
    }

    [CaptureChanges(ReplicaIdentityKey = [nameof(Shop), nameof(Code)])]
    public sealed class Product
    {
        public long Id { get; set; }

        public required string Code { get; set; }

        public int Shop { get; set; }

        public string? Text { get; set; }

        public int Stock { get; set; }
    }

    [Keyless]
    [CaptureChanges(ReplicaIdentityKey = [nameof(Name)])]
    public sealed class Sensor
    {
        public required string Name { get; set; }

        public double Value { get; set; }
    }
}
