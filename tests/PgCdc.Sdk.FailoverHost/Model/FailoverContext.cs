using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace PgCdc.Sdk.FailoverHost.Model;

/// <summary>
/// The model of both databases: of the source, which fails over and where the captured tables are written, and of the sink, which does
/// not and where the audit lies beside the checkpoint. The checkpoint's context tells where captured entities lie, so it knows them too.
/// </summary>
public sealed class FailoverContext(DbContextOptions<FailoverContext> options) : DbContext(options)
{
    public DbSet<AuditLine> Audit => Set<AuditLine>();

    public DbSet<PhantomLine> Phantoms => Set<PhantomLine>();

    public static FailoverContext Open(string connectionString) =>
        new(new DbContextOptionsBuilder<FailoverContext>().UseNpgsql(connectionString).UsePgCdc().Options);

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<Marker>(marker =>
        {
            marker.ToTable("marker");
            marker.Property(row => row.Tx).HasColumnName("tx").ValueGeneratedNever();
            marker.Property(row => row.Changes).HasColumnName("changes");
        });
        modelBuilder.Entity<Account>(account =>
        {
            account.ToTable("accounts");
            account.Property(row => row.Id).HasColumnName("id").ValueGeneratedNever();
            account.Property(row => row.Body).HasColumnName("body");
            NameColumns(account);
        });
        modelBuilder.Entity<Stock>(stock =>
        {
            stock.ToTable("stock");
            stock.Property(row => row.Shelf).HasColumnName("shelf");
            stock.Property(row => row.Place).HasColumnName("place");
            NameColumns(stock);
        });
        modelBuilder.Entity<Entry>(entry =>
        {
            entry.ToTable("entries");
            entry.Property(row => row.Id).HasColumnName("id").ValueGeneratedNever();
            NameColumns(entry);
        });
        modelBuilder.Entity<Note>(note =>
        {
            note.ToTable("notes");
            note.Property(row => row.Id).HasColumnName("id").ValueGeneratedNever();
            NameColumns(note);
        });
        // No unique index over the audit: a doubled change shall be found by the comparison, not refused on the way.
        modelBuilder.Entity<AuditLine>(audit =>
        {
            audit.ToTable("audit");
            audit.Property(row => row.Id).HasColumnName("id");
            audit.Property(row => row.Handling).HasColumnName("handling");
            audit.Property(row => row.Xid).HasColumnName("xid");
            audit.Property(row => row.CommitLsn).HasColumnName("commit_lsn");
            audit.Property(row => row.Timeline).HasColumnName("timeline");
            audit.Property(row => row.Origin).HasColumnName("origin");
            audit.Property(row => row.Ordinal).HasColumnName("ordinal");
            audit.Property(row => row.Kind).HasColumnName("kind");
            audit.Property(row => row.Operation).HasColumnName("operation");
            audit.Property(row => row.Key).HasColumnName("key");
            audit.Property(row => row.OldKey).HasColumnName("old_key");
            audit.Property(row => row.Version).HasColumnName("version");
            audit.Property(row => row.Tx).HasColumnName("tx");
            audit.HasIndex(row => row.Xid).HasDatabaseName("audit_markers_by_xid").HasFilter("kind = 'Marker'");
            audit.HasIndex(row => row.Tx).HasDatabaseName("audit_markers_by_tx").HasFilter("kind = 'Marker'");
        });
        modelBuilder.Entity<PhantomLine>(phantom =>
        {
            phantom.ToTable("phantoms");
            phantom.Property(row => row.Id).HasColumnName("id");
            phantom.Property(row => row.Xid).HasColumnName("xid");
            phantom.Property(row => row.CommitLsn).HasColumnName("commit_lsn");
            phantom.Property(row => row.Timeline).HasColumnName("timeline");
            phantom.Property(row => row.Tx).HasColumnName("tx");
        });
    }

    private static void NameColumns<T>(EntityTypeBuilder<T> entity)
        where T : class, ICapturedRow
    {
        entity.Property(row => row.Tx).HasColumnName("tx");
        entity.Property(row => row.Version).HasColumnName("version");
        entity.Property(row => row.Text).HasColumnName("text");
    }
}
