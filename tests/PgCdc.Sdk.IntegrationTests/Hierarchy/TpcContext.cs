using Microsoft.EntityFrameworkCore;

namespace PgCdc.Sdk.IntegrationTests.Hierarchy;

/// <summary>A table per concrete class, each with all columns.</summary>
public sealed class TpcContext(DbContextOptions<TpcContext> options) : AnimalContext(options)
{
    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        base.OnModelCreating(modelBuilder);
        // The abstract base has no table there, so there is nothing of it to capture.
        modelBuilder.Entity<Animal>().UseTpcMappingStrategy().CaptureChanges(false);
    }
}
