using Microsoft.EntityFrameworkCore;
using PgCdc.Sdk.IntegrationTests.Model;

namespace PgCdc.Sdk.IntegrationTests.Hierarchy;

/// <summary>One hierarchy; how it is laid out in tables, the contexts that derive from this one say.</summary>
public abstract class AnimalContext(DbContextOptions options) : DbContext(options)
{
    public DbSet<Animal> Animals => Set<Animal>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<Dog>();
        modelBuilder.Entity<Puppy>();
        modelBuilder.Entity<Cat>();
        modelBuilder.Entity<Seen>().ToTable("seen");
    }
}
