using Microsoft.EntityFrameworkCore;

namespace PgCdc.Sdk.IntegrationTests.Model;

public sealed class StoreContext(DbContextOptions<StoreContext> options) : DbContext(options)
{
    public DbSet<Item> Items => Set<Item>();

    public DbSet<Part> Parts => Set<Part>();

    public DbSet<Seen> Seen => Set<Seen>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<Item>(item =>
        {
            item.ToTable("items");
            item.Property(row => row.Id).HasColumnName("id");
            item.Property(row => row.Name).HasColumnName("name");
            item.Property(row => row.Body).HasColumnName("body");
            item.Property(row => row.Version).HasColumnName("version");
        });
        modelBuilder.Entity<Part>(part =>
        {
            part.ToTable("parts");
            part.Property(row => row.ItemId).HasColumnName("item_id");
            part.Property(row => row.Number).HasColumnName("number");
            part.Property(row => row.Label).HasColumnName("label");
            part.Property(row => row.Drawing).HasColumnName("drawing");
        });
        modelBuilder.Entity<Seen>(seen =>
        {
            seen.ToTable("seen");
            seen.Property(row => row.Id).HasColumnName("id");
            seen.Property(row => row.Position).HasColumnName("position");
            seen.Property(row => row.Xid).HasColumnName("xid");
            seen.Property(row => row.Origin).HasColumnName("origin");
            seen.Property(row => row.Operation).HasColumnName("operation");
            seen.Property(row => row.Key).HasColumnName("key");
            seen.Property(row => row.Value).HasColumnName("value");
        });
    }
}
