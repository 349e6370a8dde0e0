using Microsoft.EntityFrameworkCore;
using PgCdc.Sdk.Decoding;

namespace PgCdc.Sdk.IntegrationTests.EfModel;

/// <summary>Decoders of the user's: of a type that the database got from the user, too.</summary>
public sealed class ChosenModel(DbContextOptions<ChosenModel> options) : DbContext(options)
{
    public DbSet<Shirt> Shirts => Set<Shirt>();

    protected override void OnModelCreating(ModelBuilder modelBuilder) => modelBuilder.Entity<Shirt>(shirt =>
    {
        // EF writes the composite value as text, which the server is told to take for the type.
        shirt.Property(row => row.Color).HasConversion(color => $"({color.Red},{color.Green},{color.Blue})", text => Color.Parse(text)).HasColumnType("color_text");
        shirt.Property(row => row.Lining).HasConversion(color => color!.Value.Red, red => new Color(red, 0, 0));
    });

    public readonly record struct Color(byte Red, byte Green, byte Blue)
    {
        public static Color Parse(string text)
        {
            var parts = text.Trim('(', ')').Split(',').Select(byte.Parse).ToArray();
            return new Color(parts[0], parts[1], parts[2]);
        }
    }

    [CaptureChanges]
    public sealed class Shirt
    {
        public long Id { get; set; }

        [DecodeWith(typeof(ColorDecoder))]
        public Color Color { get; set; }

        public Color? Lining { get; set; }
    }

    /// <summary>Reads the domain's text.</summary>
    public sealed class ColorDecoder : FieldDecoder<Color>
    {
        public override string Reads => "color_text";

        public override bool Accepts(uint typeOid) => true;

        public override Color Read(in Field field)
        {
            var color = Color.Parse(FieldDecoders.String.Read(field));
            return color with { Blue = 255 };
        }
    }

    /// <summary>Reads a red, and adds what the builder gave it.</summary>
    public sealed class TintedDecoder(byte green) : FieldDecoder<Color>
    {
        public override string Reads => FieldDecoders.Byte.Reads;

        public override bool Accepts(uint typeOid) => FieldDecoders.Byte.Accepts(typeOid);

        public override Color Read(in Field field) => new(FieldDecoders.Byte.Read(field), green, 0);
    }
}
