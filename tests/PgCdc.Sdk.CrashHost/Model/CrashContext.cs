using Microsoft.EntityFrameworkCore;

namespace PgCdc.Sdk.CrashHost.Model;

/// <summary>Source, audit, journal and checkpoint in one database.</summary>
public sealed class CrashContext(DbContextOptions<CrashContext> options) : DbContext(options)
{
    public DbSet<AuditLine> Audit => Set<AuditLine>();

    public DbSet<JournalLine> Journal => Set<JournalLine>();

    public DbSet<Tally> Tallies => Set<Tally>();

    public DbSet<Copied> Copied => Set<Copied>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<Entry>(entry =>
        {
            entry.ToTable("entries");
            entry.Property(row => row.Id).HasColumnName("id").ValueGeneratedNever();
            entry.Property(row => row.Text).HasColumnName("text");
            entry.Property(row => row.Version).HasColumnName("version");
            entry.Property(row => row.Body).HasColumnName("body");
        });
        modelBuilder.Entity<Stock>(stock =>
        {
            stock.ToTable("stock");
            stock.Property(row => row.Shelf).HasColumnName("shelf");
            stock.Property(row => row.Place).HasColumnName("place");
            stock.Property(row => row.Quantity).HasColumnName("quantity");
            stock.Property(row => row.Label).HasColumnName("label");
        });
        modelBuilder.Entity<AuditLine>(audit =>
        {
            audit.ToTable("audit").HasKey(row => row.Seq);
            audit.Property(row => row.Seq).HasColumnName("seq");
            audit.Property(row => row.Xid).HasColumnName("xid");
            audit.Property(row => row.Operation).HasColumnName("operation");
            audit.Property(row => row.Key).HasColumnName("key");
            audit.Property(row => row.Value).HasColumnName("value");
        });
        // No unique index on the position: a doubled change shall be found by the comparison, not refused on the way.
        modelBuilder.Entity<JournalLine>(journal =>
        {
            journal.ToTable("journal");
            journal.Property(row => row.Id).HasColumnName("id");
            journal.Property(row => row.CommitLsn).HasColumnName("commit_lsn");
            journal.Property(row => row.Ordinal).HasColumnName("ordinal");
            journal.Property(row => row.Xid).HasColumnName("xid");
            journal.Property(row => row.Operation).HasColumnName("operation");
            journal.Property(row => row.Key).HasColumnName("key");
            journal.Property(row => row.Value).HasColumnName("value");
            journal.Property(row => row.Run).HasColumnName("run");
        });
        modelBuilder.Entity<Tally>(tally =>
        {
            tally.ToTable("tallies").HasKey(row => row.Key);
            tally.Property(row => row.Key).HasColumnName("key");
            tally.Property(row => row.Changes).HasColumnName("changes");
            tally.Property(row => row.Chain).HasColumnName("chain");
        });
        modelBuilder.Entity<Copied>(copied =>
        {
            copied.ToTable("copied").HasKey(row => row.Xid);
            copied.Property(row => row.Xid).HasColumnName("xid").ValueGeneratedNever();
            copied.Property(row => row.ConsistentPoint).HasColumnName("consistent_point");
        });
    }
}
