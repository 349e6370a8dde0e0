namespace QuickStart.Shop;

public enum OrderStatus
{
    Placed,
    Paid,
    Shipped,
}
