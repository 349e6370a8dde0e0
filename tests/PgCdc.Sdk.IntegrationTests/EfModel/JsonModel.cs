using System.ComponentModel.DataAnnotations.Schema;
using Microsoft.EntityFrameworkCore;

namespace PgCdc.Sdk.IntegrationTests.EfModel;

/// <summary>Classes that are JSON in one column: through System.Text.Json, and as EF's owned and complex types.</summary>
public sealed class JsonModel(DbContextOptions<JsonModel> options) : DbContext(options)
{
    public enum Weight
    {
        Light,
        Heavy,
    }

    public DbSet<Parcel> Parcels => Set<Parcel>();

    protected override void OnModelCreating(ModelBuilder modelBuilder) => modelBuilder.Entity<Parcel>(parcel =>
    {
        parcel.OwnsOne(row => row.Sender, sender =>
        {
            sender.ToJson("sent_by");
            sender.Property(person => person.Name).HasJsonPropertyName("full_name");
            sender.Property(person => person.Weight).HasConversion<string>();
            sender.OwnsOne(person => person.Home);
            sender.OwnsMany(person => person.Others);
        });
        parcel.OwnsMany(row => row.Stops, stop => stop.ToJson());
        parcel.ComplexProperty(row => row.Size, size => size.ToJson());
        parcel.ComplexCollection(row => row.Marks, mark => mark.ToJson());
        parcel.Property(row => row.Scores).HasColumnType("jsonb");
    });

    [CaptureChanges]
    public sealed class Parcel
    {
        public long Id { get; set; }

        [Column(TypeName = "jsonb")]
        public Options? Choices { get; set; }

        [Column(TypeName = "json")]
        public Options? Plain { get; set; }

        public Dictionary<string, int>? Scores { get; set; }

        public Person? Sender { get; set; }

        public List<Place> Stops { get; set; } = [];

        public required Extent Size { get; set; }

        public List<Mark> Marks { get; set; } = [];
    }

    public sealed record Options(string Language, int[] Numbers, DateTime? Until);

    public sealed class Person
    {
        public required string Name { get; set; }

        public Weight Weight { get; set; }

        public DateOnly? Born { get; private set; }

        public Place? Home { get; set; }

        public List<Place> Others { get; set; } = [];

        public static Person Of(string name, DateOnly born) => new() { Name = name, Born = born };
    }

    public sealed class Place
    {
        public string? City { get; set; }

        public decimal Distance { get; set; }
    }

    public sealed record Extent(int Width, int Height)
    {
        public Place? Where { get; init; }
    }

    public sealed record Mark(string Text, TimeSpan At, byte[] Image);
}
