using Microsoft.EntityFrameworkCore;

namespace PgCdc.Sdk.IntegrationTests.EfModel;

/// <summary>Owned types whose columns lie in their owner's table, by attribute and by OnModelCreating alone.</summary>
public sealed class OwnedModel(DbContextOptions<OwnedModel> options) : DbContext(options)
{
    public readonly record struct Zip(int Value);

    public DbSet<House> Houses => Set<House>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<House>(house =>
        {
            house.OwnsOne(row => row.Address, address =>
            {
                address.Property(part => part.City).HasColumnName("town");
                address.Property(part => part.Zip).HasConversion(zip => zip.Value, value => new Zip(value));
                address.OwnsOne(part => part.Location);
            });
            house.OwnsOne(row => row.Owner);
            house.OwnsOne(row => row.Plan, plan => plan.ToTable("plans"));
            house.OwnsMany(row => row.Rooms);
            house.HasMany(row => row.Keys).WithOne().HasForeignKey("HouseId");
        });
        modelBuilder.Entity<DoorKey>().HasKey(key => key.Number);
    }

    [CaptureChanges]
    public sealed class House
    {
        public long Id { get; set; }

        public Address? Address { get; set; }

        public required Person Owner { get; set; }

        public Plan? Plan { get; set; }

        public List<Room> Rooms { get; set; } = [];

        public List<DoorKey> Keys { get; set; } = [];
    }

    [Owned]
    public sealed class Address
    {
        public required string City { get; set; }

        public string? Street { get; init; }

        public Zip Zip { get; set; }

        public Location? Location { get; private set; }

        public Address At(double latitude, double longitude)
        {
            Location = new Location { Latitude = latitude, Longitude = longitude };
            return this;
        }
    }

    public sealed class Location
    {
        public double Latitude { get; set; }

        public double Longitude { get; set; }
    }

    public sealed class Person
    {
        private Person()
        {
        }

        public Person(string name) => Name = name;

        public string Name { get; private set; } = "";

        public string? Nick { get; set; }
    }

    public sealed class Plan
    {
        public string? Drawing { get; set; }
    }

    public sealed class Room
    {
        public int Number { get; set; }
    }

    public sealed class DoorKey
    {
        public int Number { get; set; }
    }
}
