using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace PgCdc.Sdk.IntegrationTests.EfModel;

/// <summary>NodaTime's types.</summary>
public sealed class NodaModel(DbContextOptions<NodaModel> options) : DbContext(options)
{
    public DbSet<Meeting> Meetings => Set<Meeting>();

    [CaptureChanges]
    public sealed class Meeting
    {
        public long Id { get; set; }

        public Instant At { get; set; }

        public Instant? Ends { get; set; }

        public LocalDateTime Local { get; set; }

        public LocalDate Day { get; set; }

        public LocalTime Clock { get; set; }

        public Period Repeats { get; set; } = Period.Zero;

        public Duration Length { get; set; }

        public override string ToString() => $"{Id} {At:uuuu-MM-dd'T'HH:mm:ss.fffffff} {Ends} {Local:o} {Day} {Clock:o} {Repeats} {Length}";
    }
}
