using Microsoft.EntityFrameworkCore;

namespace PgCdc.Sdk.IntegrationTests.EfModel;

/// <summary>Values that converters store in another way than their types tell.</summary>
public sealed class ConvertedModel(DbContextOptions<ConvertedModel> options) : DbContext(options)
{
    public enum Tone
    {
        Loud,
        VeryLoud,
    }

    public readonly record struct AccountId(Guid Value);

    public sealed record OwnerId(long Value);

    public readonly record struct Percentage(decimal Value);

    public DbSet<Account> Accounts => Set<Account>();

    protected override void OnModelCreating(ModelBuilder modelBuilder) => modelBuilder.Entity<Account>(account =>
    {
        account.HasKey(row => row.Id);
        account.Property(row => row.Id).HasConversion(id => id.Value, value => new AccountId(value));
        account.Property(row => row.Parent).HasConversion(id => id!.Value.Value, value => new AccountId(value));
        account.Property(row => row.Owner).HasConversion(id => id.Value, value => new OwnerId(value));
        account.Property(row => row.Share).HasConversion(share => share.Value, value => new Percentage(value)).HasColumnType("numeric(7,4)");
        account.Property(row => row.IsOpen).HasConversion(isOpen => isOpen ? "Y" : "N", text => text == "Y").HasColumnType("character(1)");
        account.Property(row => row.Secret).HasConversion(text => new string(text.Reverse().ToArray()), text => new string(text.Reverse().ToArray()));
        account.Property(row => row.Tone).HasConversion<string>();
        account.Property(row => row.Shout).HasConversion(tone => tone == Tone.Loud ? "*" : "**", text => text == "*" ? Tone.Loud : Tone.VeryLoud);
        account.Property(row => row.Flag).HasConversion<int>();
        account.Property(row => row.Words).HasConversion(words => string.Join(' ', words), text => text.Split(' ', StringSplitOptions.None));
        account.Property(row => row.Number).HasConversion<string>();
        account.Property(row => row.Seen).HasConversion(time => time.Ticks, ticks => new DateTime(ticks, DateTimeKind.Utc));
        account.Property(row => row.Doubled).HasConversion(value => value * 2, value => value / 2);
    });

    [CaptureChanges]
    public sealed class Account
    {
        public AccountId Id { get; set; }

        public AccountId? Parent { get; set; }

        public required OwnerId Owner { get; set; }

        public Percentage Share { get; set; }

        public bool IsOpen { get; set; }

        public required string Secret { get; set; }

        public Tone Tone { get; set; }

        public Tone? Shout { get; set; }

        public bool Flag { get; set; }

        public IReadOnlyList<string> Words { get; set; } = [];

        public int? Number { get; set; }

        public DateTime Seen { get; set; }

        public int Doubled { get; set; }

        public Uri? Site { get; set; }
    }
}
