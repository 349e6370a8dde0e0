using PgCdc.Sdk.Generators.Tests.Harness;

namespace PgCdc.Sdk.Generators.Tests;

/// <summary>What was generated is loaded and called.</summary>
public sealed class RunTests
{
    [Fact]
    public void Generated_interfaces_bridge_the_generic_ones() => Assert.Equal("insert 7 New; update 7 from 6, changed Status; delete 7; truncate True; batch 7", Running.Run("""
        using Shop;

        public static class Probe
        {
            public static string Run()
            {
                var transaction = new TransactionContext("1", new Lsn(16), 3, DateTimeOffset.UnixEpoch);
                var context = new ChangeContext(transaction, 0);
                var decoder = OrderDecoder.Instance;
                var order = new Order { Id = 7, Status = "New" };
                var handler = new Handler();
                ((IOnInsert<Order>)handler).OnInsertAsync(new Inserted<Order>(context, decoder, order), default);
                ((IOnUpdate<Order>)handler).OnUpdateAsync(
                    new Updated<Order>(context, decoder, order, null, new OrderKey(6), PropertySet.Empty.With(1)), default);
                ((IOnDelete<Order>)handler).OnDeleteAsync(new Deleted<Order>(context, decoder, new OrderKey(7), null), default);
                ((IOnTruncate<Order>)handler).OnTruncateAsync(new Truncated<Order>(context, decoder, true, false), default);
                if (new Change<Order>(new Inserted<Order>(context, decoder, order)).TryGet(out Inserted<Order> inserted))
                {
                    Inserted<Order> back = new OrderInsert(inserted);
                    handler.Seen.Add($"batch {back.Row.Id}");
                }

                return string.Join("; ", handler.Seen);
            }
        }

        namespace Shop
        {
            [CaptureChanges]
            public class Order
            {
                public long Id { get; set; }
                public required string Status { get; set; }
            }

            public sealed class Handler : IOnOrderInsert, IOnOrderUpdate, IOnOrderDelete, IOnOrderTruncate
            {
                public List<string> Seen { get; } = [];

                public ValueTask OnInsertAsync(OrderInsert change, CancellationToken cancellationToken) =>
                    See($"insert {change.Key.Id} {change.Row.Status}");

                public ValueTask OnUpdateAsync(OrderUpdate change, CancellationToken cancellationToken) =>
                    See($"update {change.Key.Id} from {change.OldKey?.Id}, changed {(change.Changed.Status && !change.Changed.Id ? "Status" : "?")}");

                public ValueTask OnDeleteAsync(OrderDelete change, CancellationToken cancellationToken) => See($"delete {change.Key.Id}");

                public ValueTask OnTruncateAsync(OrderTruncate change, CancellationToken cancellationToken) => See($"truncate {change.Cascade}");

                private ValueTask See(string text)
                {
                    Seen.Add(text);
                    return default;
                }
            }
        }
        """));

    [Fact]
    public void Values_and_keys_come_out_as_they_are() => Assert.Equal("RowKey { Code = a, Id = 4 }: Int32 4, String a, null; out of range", Running.Run("""
        using Microsoft.EntityFrameworkCore;

        public static class Probe
        {
            public static string Run()
            {
                var decoder = Shop.RowDecoder.Instance;
                var row = new Shop.Row { Id = 4, Code = "a" };
                var values = Enumerable.Range(0, 3).Select(ordinal => decoder.GetValue(row, ordinal) is { } value ? $"{value.GetType().Name} {value}" : "null");
                try
                {
                    decoder.GetValue(row, 3);
                    return "in range";
                }
                catch (ArgumentOutOfRangeException)
                {
                    return $"{decoder.GetKey(row)}: {string.Join(", ", values)}; out of range";
                }
            }
        }

        namespace Shop
        {
            [CaptureChanges]
            [PrimaryKey(nameof(Code), nameof(Id))]
            public class Row
            {
                public int Id { get; set; }
                public string? Code { get; set; }
                public long? Count { get; set; }
            }
        }
        """));

    [Fact]
    public void Hidden_members_are_reached() => Assert.Equal(
        "1 Ann 2.5 2026 note | 2 tea 3 4.5 hid x  | 3 glass 9 | 5 2026 r n 8 | 6 a customer: True | 7", Running.Run("""
        using System.Globalization;
        using Shop;

        public static class Probe
        {
            public static string Run()
            {
                var account = AccountDecoder.Instance.Decode("1", "Ann", "2.5", "2026-01-01 00:00:00", "note");
                var product = ProductDecoder.Instance.Decode("2", "tea", "3", "4.5", " hid", " x ");
                var parcel = ParcelDecoder.Instance.Decode("3", "glass", "9");
                var supplier = SupplierDecoder.Instance.Decode("5", "2026-01-01 00:00:00", "r", "n", "8");
                var order = OrderDecoder.Instance.Decode("6");
                var keyed = KeyedDecoder.Instance.Decode("7");
                return string.Create(CultureInfo.InvariantCulture,
                    $"{account.Id} {account.Owner} {account.Balance} {account.Opened.Year} {account.Note} | " +
                    $"{product.Id} {product.Name} {product.Stock} {product.Price}{product.Shown}{product.Trimmed} | " +
                    $"{parcel.Id} {parcel.Label} {parcel.Weight} | " +
                    $"{supplier.Id} {supplier.Made.Year} {supplier.Remark} {supplier.Name} {supplier.Rank} | " +
                    $"{order.Id} a customer: {order.Customer is null} | {keyed.Id}");
            }
        }

        namespace Shop
        {
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

            [CaptureChanges]
            public class Product
            {
                private readonly string _name = "";
                private int m_Stock;
                private decimal price;
                private string? _shown;

                public long Id { get; }
                public string Name => _name;
                public int Stock { get => m_Stock; set => m_Stock = Math.Max(100, value); }
                public decimal Price { get => price; private set => price = value; }
                public string? Shown { get => _shown; set => _shown = value?.Trim(); }
                public string Trimmed { get; set => field = value.Trim(); } = "";
            }

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

            public abstract class Entity<TId>
                where TId : struct, IEquatable<TId>
            {
                public TId Id { get; protected set; }
                public DateTime Made { get; private set; }
                public virtual string? Remark { get; set; }
            }

            public abstract class Named : Entity<long>
            {
                private string _name = "";
                public string Name => _name;
            }

            [CaptureChanges]
            public class Supplier : Named
            {
                public int Rank { get; set; }
            }

            [CaptureChanges]
            public class Order
            {
                public long Id { get; set; }
                public required Customer Customer { get; set; }
            }

            public class Customer
            {
                public long Id { get; set; }
            }

            public abstract class Fixed<TId>
            {
                public TId Id { get; } = default!;
            }

            [CaptureChanges]
            public class Keyed : Fixed<int>;
        }
        """));

    [Fact]
    public void Values_become_properties() => Assert.Equal(
        "1 InTransit 2 null [1,2] [a,null] | InTransit Delivered Delivered | key OrderKey { Id = 9 } | missing key | not sent: 0 null", Running.Run("""
        using Shop;

        public static class Probe
        {
            public static string Run()
            {
                var decoder = OrderDecoder.Instance;
                var order = decoder.Decode("1", "1", "2", null, "{1,2}", "{a,NULL}");
                var states = string.Join(" ", new[] { "in_transit", "gone", "Delivered" }.Select(label => StateRowDecoder.Instance.Decode("1", label).State));
                var key = decoder.DecodeKey("9", Rows.NotSent, Rows.NotSent, Rows.NotSent, Rows.NotSent, Rows.NotSent);
                string missing;
                try
                {
                    missing = decoder.DecodeKey(Rows.NotSent, "1", "2", null, "{}", "{}").ToString()!;
                }
                catch (DecodeException)
                {
                    missing = "missing key";
                }

                var unsent = decoder.Decode("1", Rows.NotSent, Rows.NotSent, Rows.NotSent, Rows.NotSent, Rows.NotSent);
                return $"{order.Id} {order.State} {(int?)order.Next} {order.Note ?? "null"} [{string.Join(",", order.Numbers)}] "
                    + $"[{string.Join(",", order.Texts.Select(text => text ?? "null"))}] | {states} | key {key} | {missing} | "
                    + $"not sent: {(int)unsent.State} {(unsent.Numbers is null ? "null" : "?")}";
            }
        }

        namespace Shop
        {
            public enum State { New, InTransit, [NpgsqlTypes.PgName("gone")] Delivered }

            [CaptureChanges]
            public sealed record Order(long Id, State State, State? Next, string? Note, int[] Numbers, List<string?> Texts);

            [CaptureChanges]
            public class StateRow
            {
                public int Id { get; set; }
                public State State { get; set; }
            }
        }
        """));
}
