using PgCdc.Sdk.Generators.Tests.Harness;

namespace PgCdc.Sdk.Generators.Tests;

public sealed class EntityTests
{
    [Fact]
    public void Plain_class() => GeneratorHarness.Verify("""
        namespace Shop;

        [CaptureChanges]
        public class Order
        {
            public long Id { get; set; }
            public required string Status { get; set; }
            public string? Note { get; set; }
        }

        public sealed class OrderProjection : IOnOrderInsert, IOnOrderUpdate
        {
            public ValueTask OnInsertAsync(OrderInsert change, CancellationToken cancellationToken) => default;
            public ValueTask OnUpdateAsync(OrderUpdate change, CancellationToken cancellationToken) =>
                change.Changed.Status && change.Key.Id > 0 ? Move(change.After) : default;
            private static ValueTask Move(Order order) => default;
        }
        """);

    [Fact]
    public void Positional_record() => GeneratorHarness.Verify("""
        namespace Shop;

        [CaptureChanges]
        public sealed record Customer(Guid Id, string Name, string? Email, DateTimeOffset Since)
        {
            public bool IsNew => Since.Year > 2025;
        }
        """);

    [Fact]
    public void Nested_class() => GeneratorHarness.Verify("""
        namespace Shop;

        public static class Warehouse
        {
            internal static class Hall
            {
                [CaptureChanges]
                public class Shelf
                {
                    public int ShelfId { get; set; }
                    public short Level { get; init; }
                }
            }
        }

        internal sealed class ShelfCounter : IOnWarehouseHallShelfInsert
        {
            public ValueTask OnInsertAsync(WarehouseHallShelfInsert change, CancellationToken cancellationToken) => default;
        }
        """);

    [Fact]
    public void Global_namespace() => GeneratorHarness.Verify("""
        [CaptureChanges]
        internal class Ticket
        {
            public int Id { get; set; }
        }

        internal sealed class TicketPrinter : IOnTicketInsert, global::IOnTicketDelete
        {
            public ValueTask OnInsertAsync(TicketInsert change, CancellationToken cancellationToken) => default;
            public ValueTask OnDeleteAsync(TicketDelete change, CancellationToken cancellationToken) => default;
        }
        """);

    [Fact]
    public void No_entity_and_no_handler() => GeneratorHarness.Verify("""
        namespace Shop;

        public class Order
        {
            public long Id { get; set; }
        }
        """);

    [Fact]
    public void Composite_key_in_declared_order() => GeneratorHarness.Verify("""
        using Microsoft.EntityFrameworkCore;

        namespace Shop;

        [CaptureChanges]
        [PrimaryKey(nameof(OrderId), nameof(Line))]
        public class OrderLine
        {
            public int Line { get; set; }
            public required string Product { get; set; }
            public long OrderId { get; set; }
        }
        """);

    [Fact]
    public void Marked_key() => GeneratorHarness.Verify("""
        using System.ComponentModel.DataAnnotations;

        namespace Shop;

        [CaptureChanges]
        public class Currency
        {
            public int Id { get; set; }
            [Key] public string? Code { get; set; }
        }

        [CaptureChanges]
        public class Rate
        {
            [Key] public DateOnly? Day { get; set; }
            public decimal Value { get; set; }
        }
        """);

    [Fact]
    public void Two_entities_of_one_name() => GeneratorHarness.Verify("""
        namespace Shop.Sales
        {
            [CaptureChanges]
            public class Order
            {
                public long Id { get; set; }
            }
        }

        namespace Shop.Purchasing
        {
            [CaptureChanges]
            public class Order
            {
                public Guid Id { get; set; }
            }

            public sealed class OrderBook : IOnOrderInsert, Sales.IOnOrderInsert
            {
                public ValueTask OnInsertAsync(OrderInsert change, CancellationToken cancellationToken) => default;
                public ValueTask OnInsertAsync(Sales.OrderInsert change, CancellationToken cancellationToken) => default;
            }
        }
        """);

    [Fact]
    public void Only_some_operations() => GeneratorHarness.Verify("""
        namespace Shop;

        [CaptureChanges(Operations = ChangeOperations.Insert | ChangeOperations.Delete)]
        public class Event
        {
            public long Id { get; set; }
        }
        """);

    [Fact]
    public void Table_and_columns_by_attribute() => GeneratorHarness.Verify("""
        using System.ComponentModel.DataAnnotations.Schema;

        namespace Shop;

        [CaptureChanges]
        [Table("orders", Schema = "sales")]
        public class Order
        {
            [Column("order_id")] public long Id { get; set; }
            [Column(TypeName = "jsonb")] public string? Document { get; set; }
            [Column("a \"quoted\" name")] public int Odd { get; set; }
            [NotMapped] public object? Tag { get; set; }
        }
        """);

    [Fact]
    public void Excluded_properties() => GeneratorHarness.Verify("""
        namespace Shop;

        [CaptureChanges(Exclude = [nameof(PasswordHash), nameof(Address), nameof(Avatar)])]
        public class User
        {
            public long Id { get; set; }
            public string PasswordHash { get; set; } = "";
            public required string Name { get; set; }
            public System.Net.IPAddress? Address { get; set; }
            public required byte[] Avatar { get; set; }
        }
        """);

    [Fact]
    public void Names_that_meet_generated_ones() => GeneratorHarness.Verify("""
        namespace Shop;

        [CaptureChanges]
        public class Row
        {
            public long Id { get; set; }
            public bool Any { get; set; }
            public int Set { get; set; }
            public string? Fields { get; set; }
            public string? Instance { get; set; }
            public int[] Decode { get; set; } = [];
            public int RowProperties { get; set; }
            public string? @class { get; set; }
            public long ordinal { get; set; }
            public long row { get; set; }
            public long entity { get; set; }
        }

        [CaptureChanges]
        public class Table
        {
            public int TableId { get; set; }
            public string? Name { get; set; }
        }
        """);

    [Fact]
    public void Obsolete_members() => GeneratorHarness.Verify("""
        namespace Shop;

        public enum Tone
        {
            Loud,
            [Obsolete("too loud")] Louder,
        }

        [CaptureChanges]
        public class Bell
        {
            public long Id { get; set; }
            public Tone Tone { get; set; }
            [Obsolete("kept until the column goes")] public string? OldName { get; set; }
        }
        """);

    [Fact]
    public void Navigations_are_no_columns() => GeneratorHarness.Verify("""
        using System.ComponentModel.DataAnnotations;

        namespace Shop;

        [CaptureChanges]
        public class Order
        {
            public long Id { get; set; }
            public Guid? AgentId { get; set; }
            public Agent? Agent { get; set; }
            public required Customer Customer { get; set; }
            public virtual ICollection<OrderLine> Lines { get; } = [];
            public IReadOnlyList<OrderLine> FirstLines => [.. Lines.Take(3)];
            public List<Tag>? Tags { get; set; }
            public Dictionary<string, object> Extras { get; } = [];
            public Tag? Tag { get; }
        }

        public class Customer
        {
            public long CustomerId { get; set; }
        }

        public class OrderLine
        {
            [Key] public int Number { get; set; }
        }

        public class Tag;

        public class Agent
        {
            public Guid Number { get; set; }
        }
        """);

    [Fact]
    public void Row_versions_are_never_sent() => GeneratorHarness.Verify("""
        using System.ComponentModel.DataAnnotations;

        namespace Shop;

        public abstract class Versioned
        {
            [Timestamp] public virtual uint Version { get; set; }
        }

        [CaptureChanges]
        public class Order : Versioned
        {
            public long Id { get; set; }
            public override uint Version { get; set; }
        }
        """);

    [Fact]
    public void Without_a_key_but_with_its_whole_old_row() => GeneratorHarness.Verify("""
        using Microsoft.EntityFrameworkCore;

        namespace Shop;

        [Keyless, CaptureChanges(ReplicaIdentity = CaptureReplicaIdentity.Full)]
        public class Reading
        {
            public required string Sensor { get; set; }
            public double Value { get; set; }
        }
        """);

    [Fact]
    public void Told_by_an_alternate_key() => GeneratorHarness.Verify("""
        using System.ComponentModel.DataAnnotations;
        using Microsoft.EntityFrameworkCore;

        namespace Shop;

        [CaptureChanges(ReplicaIdentityKey = [nameof(Shelf), nameof(Code)])]
        public class Product
        {
            public long Id { get; set; }
            public required string Code { get; set; }
            public int Shelf { get; set; }
            public string? Note { get; set; }
        }

        [Keyless, CaptureChanges(ReplicaIdentity = CaptureReplicaIdentity.Index, ReplicaIdentityKey = [nameof(Name)])]
        public class Sensor
        {
            [Required] public string? Name { get; set; }
            public double Value { get; set; }
        }
        """);

    [Fact]
    public void Abstract_base_and_a_class_that_derives_from_it() => GeneratorHarness.Verify("""
        namespace Shop;

        [CaptureChanges]
        public abstract class Animal
        {
            public int Id { get; private set; }
            public required string Name { get; init; }
        }

        [CaptureChanges]
        public sealed class Dog : Animal
        {
            public int Tricks { get; set; }
        }
        """);
}
