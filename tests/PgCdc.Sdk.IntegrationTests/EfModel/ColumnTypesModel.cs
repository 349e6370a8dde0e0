using System.ComponentModel.DataAnnotations.Schema;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;

namespace PgCdc.Sdk.IntegrationTests.EfModel;

/// <summary>Column types that the model names, rather than those that EF would choose.</summary>
public sealed class ColumnTypesModel(DbContextOptions<ColumnTypesModel> options) : DbContext(options)
{
    public enum Mood
    {
        Sad,
        VeryHappy,
    }

    public DbSet<Everything> Rows => Set<Everything>();

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
        configurationBuilder.Properties<decimal>().HaveColumnType("numeric(18,6)");

    protected override void OnModelCreating(ModelBuilder modelBuilder) => modelBuilder.Entity<Everything>(row =>
    {
        row.Property(part => part.Small).HasColumnType("smallint");
        row.Property(part => part.Code).HasColumnType("character varying(12)");
        row.Property(part => part.Fixed).HasColumnType("character(8)");
        row.Property(part => part.Document).HasColumnType("jsonb");
        row.Property(part => part.Local).HasColumnType("timestamp without time zone");
        row.Property(part => part.Day).HasColumnType("date");
        row.Property(part => part.Exact).HasColumnType("timestamp(3) with time zone");
        row.Property(part => part.Clock).HasColumnType("time");
        row.Property(part => part.Length).HasColumnType("interval");
        row.Property(part => part.Numbers).HasColumnType("bigint[]");
        row.Property(part => part.Words).HasColumnType("text[]");
        row.Property(part => part.Moods).HasColumnType("smallint[]");
        row.Property(part => part.Limited).HasMaxLength(5);
        row.Property(part => part.Rounded).HasPrecision(6, 2);
        row.Property(part => part.Ratio).HasColumnType("real");
        row.PrimitiveCollection(part => part.Names).ElementType().HasConversion<string>();
    });

    [CaptureChanges]
    public sealed class Everything
    {
        public int Id { get; set; }

        public short Small { get; set; }

        [Column(TypeName = "citext")]
        public string? AnyCase { get; set; }

        public string? Code { get; set; }

        public string? Fixed { get; set; }

        public JsonDocument? Document { get; set; }

        public DateTime Local { get; set; }

        public DateOnly Day { get; set; }

        public DateTimeOffset Exact { get; set; }

        public TimeOnly Clock { get; set; }

        public TimeSpan Length { get; set; }

        public long[] Numbers { get; set; } = [];

        public List<string?> Words { get; set; } = [];

        public List<Mood> Moods { get; set; } = [];

        public List<Mood> Names { get; set; } = [];

        public string? Limited { get; set; }

        public decimal Rounded { get; set; }

        public decimal Wide { get; set; }

        public float Ratio { get; set; }
    }
}
