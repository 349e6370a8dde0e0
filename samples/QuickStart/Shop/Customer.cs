using PgCdc.Sdk;

namespace QuickStart.Shop;

[CaptureChanges]
public sealed class Customer
{
    public long Id { get; set; }

    public required string Name { get; set; }
}
