using PgCdc.Sdk;

namespace QuickStart.Shop;

[CaptureChanges]
public sealed class Order
{
    public long Id { get; set; }

    public required long CustomerId { get; set; }

    public OrderStatus Status { get; set; }

    public string? Note { get; set; }
}
