using Microsoft.EntityFrameworkCore;

namespace PgCdc.Sdk.IntegrationTests.EfModel;

/// <summary>Columns that the class has no property for.</summary>
public sealed class ShadowModel(DbContextOptions<ShadowModel> options) : DbContext(options)
{
    public DbSet<Ticket> Tickets => Set<Ticket>();

    protected override void OnModelCreating(ModelBuilder modelBuilder) => modelBuilder.Entity<Ticket>(ticket =>
    {
        ticket.HasOne(row => row.Holder).WithMany().HasForeignKey("HolderId");
        ticket.Property<DayOfWeek?>("Day").HasColumnName("weekday").HasConversion<string>();
        ticket.Property<bool>("Paid").HasConversion(paid => paid ? "Y" : "N", text => text == "Y").HasDefaultValue(false);
    });

    [CaptureChanges]
    public sealed class Ticket
    {
        public long Id { get; set; }

        public string? Seat { get; set; }

        public Person? Holder { get; set; }
    }

    public sealed class Person
    {
        public long Id { get; set; }
    }
}
