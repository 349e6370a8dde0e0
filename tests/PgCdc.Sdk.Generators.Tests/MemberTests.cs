using PgCdc.Sdk.Generators.Tests.Harness;

namespace PgCdc.Sdk.Generators.Tests;

public sealed class MemberTests
{
    [Fact]
    public void Private_setters_and_constructor() => GeneratorHarness.Verify("""
        namespace Shop;

        [CaptureChanges]
        public class Account
        {
            private Account() => Owner = "";

            public Account(string owner) => Owner = owner;

            public long Id { get; private set; }
            public string Owner { get; private set; }
            public decimal Balance { get; internal set; }
            public DateTime Opened { get; init; }
            public string? Note { get; set; }
        }
        """);

    [Fact]
    public void Backing_fields() => GeneratorHarness.Verify("""
        using Microsoft.EntityFrameworkCore;

        namespace Shop;

        [CaptureChanges]
        public class Product
        {
            private readonly string _name = "";
            private int m_Stock;
            private decimal price;
            private string? hidden;

            public long Id { get; }
            public string Name => _name;
            public int Stock { get => m_Stock; set => m_Stock = Math.Max(0, value); }
            public decimal Price { get => price; private set => price = value; }
            [BackingField(nameof(hidden))] public string? Shown { get => hidden; set => hidden = value?.Trim(); }
            public string Trimmed { get; set => field = value.Trim(); } = "";
            public string Label => $"{Name} at {Price}";
        }
        """);

    [Fact]
    public void Bound_to_a_constructor() => GeneratorHarness.Verify("""
        namespace Shop;

        [CaptureChanges]
        public class Shipment
        {
            public Shipment(long id, string? carrier, int[] weights)
            {
                Id = id;
                Carrier = carrier;
                Weights = weights;
            }

            public Shipment(long id, string? carrier, int[] weights, string note)
                : this(id, carrier, weights) => Note = note;

            public long Id { get; }
            public string? Carrier { get; private set; }
            public int[] Weights { get; }
            public string? Note { get; set; }
            public bool Sent { get; private set; }
        }
        """);

    [Fact]
    public void Bound_to_a_protected_constructor() => GeneratorHarness.Verify("""
        namespace Shop;

        [CaptureChanges]
        public class Parcel
        {
            protected Parcel(long id, string label)
            {
                Id = id;
                Label = label;
            }

            public long Id { get; }
            public string Label { get; }
            public required int Weight { get; init; }
        }
        """);

    [Fact]
    public void Required_members_that_a_constructor_sets() => GeneratorHarness.Verify("""
        using System.Diagnostics.CodeAnalysis;

        namespace Shop;

        [CaptureChanges]
        public class Invoice
        {
            [SetsRequiredMembers]
            public Invoice() => Number = "";

            public long Id { get; set; }
            public required string Number { get; init; }
        }
        """);

    [Fact]
    public void Inherited_properties() => GeneratorHarness.Verify("""
        namespace Shop;

        public abstract class Entity<TId>
            where TId : struct, IEquatable<TId>
        {
            public TId Id { get; protected set; }
            public DateTime Created { get; private set; }
            public virtual string? Remark { get; set; }
        }

        public abstract class Named : Entity<long>
        {
            private string _name = "";
            public string Name => _name;
            public new DateOnly Created { get; set; }
            public static int Count { get; set; }
            public int this[int index] => index;
        }

        [CaptureChanges]
        public class Supplier : Named
        {
            public int Rank { get; set; }
            public override string? Remark { get; set; }
        }
        """);
}
