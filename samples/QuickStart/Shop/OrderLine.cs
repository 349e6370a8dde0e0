using Microsoft.EntityFrameworkCore;
using PgCdc.Sdk;

namespace QuickStart.Shop;

/// <summary>An order's total is kept by differences, so a change must tell the old row too: replica identity full.</summary>
[CaptureChanges(ReplicaIdentity = CaptureReplicaIdentity.Full)]
[PrimaryKey(nameof(OrderId), nameof(Number))]
public sealed class OrderLine
{
    public required long OrderId { get; set; }

    public required int Number { get; set; }

    public required string Product { get; set; }

    public int Quantity { get; set; }

    public decimal Price { get; set; }
}
