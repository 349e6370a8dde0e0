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
}
