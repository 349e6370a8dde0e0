using System.ComponentModel.DataAnnotations.Schema;

namespace QuickStart.Shop;

/// <summary>The read model of a customer: written by the handlers alone.</summary>
public sealed class CustomerCard
{
    [DatabaseGenerated(DatabaseGeneratedOption.None)]
    public long Id { get; set; }

    public required string Name { get; set; }
}
