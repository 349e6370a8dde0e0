using Microsoft.EntityFrameworkCore;

namespace PgCdc.Sdk.IntegrationTests.EfModel;

/// <summary>A column that the server computes and stores.</summary>
public sealed class ComputedModel(DbContextOptions<ComputedModel> options) : DbContext(options)
{
    public DbSet<Box> Boxes => Set<Box>();

    protected override void OnModelCreating(ModelBuilder modelBuilder) =>
        modelBuilder.Entity<Box>().Property(row => row.Area).HasComputedColumnSql("\"Width\" * \"Height\"", stored: true);

    [CaptureChanges]
    public sealed class Box
    {
        public long Id { get; set; }

        public int Width { get; set; }

        public int Height { get; set; }

        public int Area { get; private set; }
    }
}
