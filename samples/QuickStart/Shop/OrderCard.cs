using System.ComponentModel.DataAnnotations.Schema;

namespace QuickStart.Shop;

/// <summary>The read model of an order: written by the handlers alone.</summary>
public sealed class OrderCard
{
    [DatabaseGenerated(DatabaseGeneratedOption.None)]
    public long Id { get; set; }

    public long CustomerId { get; set; }

    public OrderStatus Status { get; set; }

    public int Lines { get; set; }

    public decimal Total { get; set; }

    public void Add(int lines, decimal total)
    {
        Lines += lines;
        Total += total;
    }
}
