using PgCdc.Sdk.Generators.Tests.Harness;

namespace PgCdc.Sdk.Generators.Tests;

public sealed class HandlerTests
{
    [Fact]
    public void Open_generic_handlers() => GeneratorHarness.Verify("""
        namespace Shop;

        public interface IVersioned<TSelf>
        {
            int Version { get; }
        }

        public abstract class Stamped
        {
            public DateTime At { get; set; }
        }

        [CaptureChanges]
        public class Order : Stamped, IVersioned<Order>
        {
            public long Id { get; set; }
            public int Version { get; set; }
        }

        [CaptureChanges]
        public class Customer
        {
            public required long Id { get; set; }
        }

        [HandlerOrder(-5)]
        public sealed class Audit<T> : IOnInsert<T>, IOnBatch<T>
            where T : class
        {
            public ValueTask OnInsertAsync(Inserted<T> change, CancellationToken cancellationToken) => default;
            public ValueTask OnBatchAsync(IReadOnlyList<Change<T>> changes, CancellationToken cancellationToken) => default;
        }

        public sealed class Stamps<T> : IOnUpdate<T>
            where T : Stamped
        {
            public ValueTask OnUpdateAsync(Updated<T> change, CancellationToken cancellationToken) => default;
        }

        public sealed class Versions<TEntity> : IOnUpdate<TEntity>
            where TEntity : class, IVersioned<TEntity>, new()
        {
            public ValueTask OnUpdateAsync(Updated<TEntity> change, CancellationToken cancellationToken) => default;
        }
        """);

    [Fact]
    public void Through_a_base_class() => GeneratorHarness.Verify("""
        namespace Shop;

        [CaptureChanges]
        public class Order
        {
            public long Id { get; set; }
        }

        public interface IOnOrderAnything : IOnOrderInsert, IOnOrderDelete;

        public abstract class Projection : IOnOrderAnything
        {
            public abstract ValueTask OnInsertAsync(OrderInsert change, CancellationToken cancellationToken);
            public virtual ValueTask OnDeleteAsync(OrderDelete change, CancellationToken cancellationToken) => default;
        }

        public abstract class GenericProjection<T> : IOnUpdate<T>
            where T : class
        {
            public ValueTask OnUpdateAsync(Updated<T> change, CancellationToken cancellationToken) => default;
        }

        public sealed class OrderProjection : Projection
        {
            public override ValueTask OnInsertAsync(OrderInsert change, CancellationToken cancellationToken) => default;
        }

        [HandlerOrder(7)]
        public sealed class OrderUpdates : GenericProjection<Order>;
        """);

    [Fact]
    public void Of_several_entities_nested_and_in_parts() => GeneratorHarness.Verify("""
        namespace Shop
        {
            [CaptureChanges]
            public class Order
            {
                public long Id { get; set; }
            }

            [CaptureChanges]
            public class Customer
            {
                public long Id { get; set; }
            }
        }

        namespace App.Handlers
        {
            using Shop;
            using Deletes = Shop.IOnCustomerDelete;
            using S = Shop;

            public partial class Outer
            {
                internal sealed partial class Projection : IOnOrderInsert
                {
                    public ValueTask OnInsertAsync(OrderInsert change, CancellationToken cancellationToken) => default;
                }
            }

            public partial class Outer
            {
                internal sealed partial class Projection : IOnInsert<Customer>, Deletes, S.IOnCustomerTruncate
                {
                    public ValueTask OnInsertAsync(Inserted<Customer> change, CancellationToken cancellationToken) =>
                        new CustomerInsert(change).NotSent.Any ? default : ValueTask.CompletedTask;
                    public ValueTask OnDeleteAsync(CustomerDelete change, CancellationToken cancellationToken) => default;
                    public ValueTask OnTruncateAsync(CustomerTruncate change, CancellationToken cancellationToken) => default;
                }
            }

            public sealed record Recorder(string Name = "") : S::IOnOrderDelete
            {
                public ValueTask OnDeleteAsync(OrderDelete change, CancellationToken cancellationToken) => default;
            }
        }
        """);
}
