using Microsoft.EntityFrameworkCore;

namespace PgCdc.Sdk.IntegrationTests.Hierarchy;

/// <summary>A table per hierarchy, told apart by a number.</summary>
public sealed class NumberedContext(DbContextOptions<NumberedContext> options) : AnimalContext(options)
{
    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        base.OnModelCreating(modelBuilder);
        modelBuilder.Entity<Animal>().HasDiscriminator<short>("kind").HasValue<Dog>(1).HasValue<Puppy>(2).HasValue<Cat>(-3);
    }
}
