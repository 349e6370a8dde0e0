using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;

namespace PgCdc.Sdk.IntegrationTests.EfModel;

/// <summary>Concurrency tokens: xmin, and a column of one's own.</summary>
public sealed class VersionedModel(DbContextOptions<VersionedModel> options) : DbContext(options)
{
    public DbSet<Page> Pages => Set<Page>();

    protected override void OnModelCreating(ModelBuilder modelBuilder) => modelBuilder.Entity<Page>(page => page.Property(row => row.Version).IsRowVersion());

    [CaptureChanges]
    public sealed class Page
    {
        public long Id { get; set; }

        public uint Version { get; set; }

        [ConcurrencyCheck]
        public Guid Stamp { get; set; }

        public string? Text { get; set; }
    }
}
