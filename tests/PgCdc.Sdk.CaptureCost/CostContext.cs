using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PgCdc.Sdk.Migrations.Metadata;

namespace PgCdc.Sdk.CaptureCost;

/// <summary>Tables of one shape that differ in how they are captured, installed by the migrations as any user's are.</summary>
internal sealed class CostContext(string connectionString, bool indexed) : DbContext
{
    /// <summary>Not captured: what the others are compared with.</summary>
    public const string Plain = "plain";

    /// <summary>Captured with a log.</summary>
    public const string Logged = "logged";

    /// <summary>Captured with a log and replica identity full.</summary>
    public const string Full = "logged_full";

    /// <summary>Captured without a log, <c>[CaptureChanges(Log = false)]</c>: published only.</summary>
    public const string Published = "published";

    protected override void OnConfiguring(DbContextOptionsBuilder optionsBuilder) => optionsBuilder.UseNpgsql(connectionString).UsePgCdc();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        Table(modelBuilder, Plain);
        Table(modelBuilder, Logged).CaptureChanges();
        Table(modelBuilder, Full).CaptureChanges(capture => capture.ReplicaIdentity(CaptureReplicaIdentity.Full));
        Table(modelBuilder, Published).CaptureChanges(capture => capture.WithoutLog());
    }

    private EntityTypeBuilder Table(ModelBuilder model, string name)
    {
        var entity = model.Entity(name);
        entity.ToTable(name);
        entity.Property<long>("id").ValueGeneratedNever();
        entity.Property<long>("customer_id");
        entity.Property<string>("status").IsRequired();
        entity.Property<string?>("note");
        entity.Property<decimal>("amount").HasColumnType("numeric(12,2)");
        entity.Property<DateTimeOffset>("placed_at");
        entity.HasKey("id");
        if (indexed)
        {
            entity.HasIndex("customer_id");
        }

        return entity;
    }
}
